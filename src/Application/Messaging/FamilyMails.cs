using System.Text.Json;
using ClsPortal.Application.Centre;
using ClsPortal.Application.Common;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Messaging;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>One mail for all that one treatment decided for one family (SPEC rule 9).</summary>
public sealed record RequestsTreatedMail(string FamilyName, IReadOnlyList<TreatedLine> Lines, string CentreName, string CentrePhone)
{
    public const string Template = "RequestsTreated";
}

public sealed record TreatedLine(string ChildName, string ActivityName, DateOnly Date, TreatedOutcome Outcome, string? Reason);

/// <summary>What the centre decided, as the family reads it.</summary>
public enum TreatedOutcome
{
    /// <summary>Inscription acceptée.</summary>
    EnrolmentAccepted,

    /// <summary>Inscription refusée.</summary>
    EnrolmentRefused,

    /// <summary>Annulation acceptée.</summary>
    CancellationAccepted,

    /// <summary>Annulation refusée: the booking stands.</summary>
    CancellationRefused,

    /// <summary>Inscription faite par le centre.</summary>
    BookedByCentre,

    /// <summary>Inscription annulée par le centre.</summary>
    CancelledByCentre,

    /// <summary>Inscription annulée par le centre, mais facturée.</summary>
    CancelledByCentreAndInvoiced,
}

/// <summary>Writes mails to families into the outbox, in the running transaction.</summary>
internal sealed class FamilyMails(IPortalDb db, CentreClock clock)
{
    /// <summary>Adds one mail per family to the context; the caller saves.</summary>
    /// <returns>The numbers of families that have no address to write to.</returns>
    public async Task<IReadOnlyList<string>> TellAsync(ILookup<int, TreatedLine> linesByFamily, CancellationToken cancellationToken, string? subjectOfAll = null)
    {
        var familyIds = linesByFamily.Select(lines => lines.Key).ToList();
        var centre = await db.CentreAsync(cancellationToken);
        var families = await db.Families.Where(family => familyIds.Contains(family.Id))
            .Select(family => new
            {
                family.Id, family.Name, family.Number,
                Emails = family.Guardians.Where(guardian => guardian.Email != null).OrderByDescending(guardian => guardian.IsReferent).Select(guardian => guardian.Email!).ToList(),
            }).ToListAsync(cancellationToken);
        foreach (var family in families)
        {
            var mail = new RequestsTreatedMail(
                family.Name, [.. linesByFamily[family.Id].OrderBy(line => line.Date).ThenBy(line => line.ChildName, StringComparer.Ordinal)], centre.Name, centre.Phone);
            var subject = subjectOfAll ?? (mail.Lines.Count == 1 ? "Votre demande a été traitée" : $"Vos {mail.Lines.Count} demandes ont été traitées");
            db.OutboxMessages.Add(OutboxMessage.Write(
                family.Id, string.Join(",", family.Emails), RequestsTreatedMail.Template, subject, JsonSerializer.Serialize(mail), clock.Now));
        }

        return [.. families.Where(family => family.Emails.Count == 0).Select(family => family.Number)];
    }

    public static TreatedOutcome OutcomeOf(RequestKind kind, bool accepted) => (kind, accepted) switch
    {
        (RequestKind.Enrolment, true) => TreatedOutcome.EnrolmentAccepted,
        (RequestKind.Enrolment, false) => TreatedOutcome.EnrolmentRefused,
        (RequestKind.Cancellation, true) => TreatedOutcome.CancellationAccepted,
        (RequestKind.Cancellation, false) => TreatedOutcome.CancellationRefused,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
