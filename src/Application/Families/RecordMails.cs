using System.Text.Json;
using ClsPortal.Application.Common;
using ClsPortal.Application.Messaging;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Messaging;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>What the centre did to a family's record: one mail per adult and treatment, without values, and of health only that it was.</summary>
public sealed record RecordTreatedMail(string FamilyName, IReadOnlyList<RecordTreatedLine> Lines, bool LoginStays, string CentreName, string CentrePhone)
{
    public const string Template = "RecordTreated";
}

/// <param name="Who">« Mère Test ».</param>
/// <param name="What">« Téléphone portable », « Fiche sanitaire ».</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Of a refusal; null for health, whose reasons are read on the portal only.</param>
public sealed record RecordTreatedLine(string Who, string What, RecordOutcome Outcome, string? Reason);

public enum RecordOutcome
{
    Accepted,
    Refused,
    ChangedByCentre,
}

internal sealed record TreatedChange(int FamilyId, RecordPart Part, string Who, string Label, string Field, RecordOutcome Outcome, string? Reason);

/// <summary>Tells families, at the addresses before and after the treatment: whoever loses an address hears of it there.</summary>
internal sealed class RecordMails(IPortalDb db, CentreClock clock)
{
    public const string HealthRecord = "Fiche sanitaire";

    public Task<ILookup<int, GuardianAddress>> AddressesAsync(IReadOnlyCollection<int> familyIds, CancellationToken cancellationToken) => db.AddressesAsync(familyIds, cancellationToken);

    /// <summary>Adds the mails; the caller has saved the record before, and saves them.</summary>
    /// <returns>The numbers of families that have no address to write to.</returns>
    public async Task<IReadOnlyList<string>> TellAsync(IReadOnlyCollection<TreatedChange> treated, ILookup<int, GuardianAddress> before, CancellationToken cancellationToken)
    {
        if (treated.Count == 0)
        {
            return [];
        }

        var familyIds = treated.Select(line => line.FamilyId).Distinct().ToList();
        var centre = await db.Centres.AsNoTracking().SingleAsync(cancellationToken);
        var families = await db.Families.Where(family => familyIds.Contains(family.Id)).Select(family => new { family.Id, family.Name, family.Number }).ToListAsync(cancellationToken);
        var after = await AddressesAsync(familyIds, cancellationToken);
        List<string> unreachable = [];
        foreach (var family in families)
        {
            var mine = treated.Where(line => line.FamilyId == family.Id).ToList();
            var addresses = before[family.Id].Concat(after[family.Id]).EachOnce().ToList();
            var loginStays = mine.Exists(line => line is { Part: RecordPart.Guardian, Field: nameof(Guardian.Email), Outcome: not RecordOutcome.Refused });
            var mail = new RecordTreatedMail(family.Name, Lines(mine), loginStays, centre.Name, centre.Phone);
            var subject = mine.TrueForAll(line => line.Outcome == RecordOutcome.ChangedByCentre) ? "Le centre a modifié votre dossier"
                : mine.Count == 1 ? "Votre demande de modification a été traitée" : $"Vos {mine.Count} demandes de modification ont été traitées";
            var model = JsonSerializer.Serialize(mail);
            // A mail to each: parents who live apart do not learn each other's address. A family without one keeps its row, which staff see.
            db.OutboxMessages.AddRange(addresses.Select(address => address.Mail).DefaultIfEmpty(MailTo.Unreachable(family.Id)).Select(to => OutboxMessage.Write(to, RecordTreatedMail.Template, subject, model, clock.Now)));
            if (addresses.Count == 0)
            {
                unreachable.Add(family.Number);
            }
        }

        return unreachable;
    }

    // How many fields of a health record were treated, and how, says nothing about health; which ones would.
    private static RecordTreatedLine[] Lines(List<TreatedChange> treated) =>
    [
        .. treated.Where(line => line.Part != RecordPart.Health).Select(line => new RecordTreatedLine(line.Who, line.Label, line.Outcome, line.Reason)),
        .. treated.Where(line => line.Part == RecordPart.Health).GroupBy(line => (line.Who, line.Outcome))
            .Select(lines => new RecordTreatedLine(lines.Key.Who, lines.Count() == 1 ? HealthRecord : $"{HealthRecord} ({lines.Count()} informations)", lines.Key.Outcome, null)),
    ];
}
