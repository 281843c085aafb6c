using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <param name="FamilyId">Whose record.</param>
/// <param name="Subject">What it belongs to.</param>
/// <param name="Kind">Change, addition, removal; an act that is no change of a field counts as an addition.</param>
/// <param name="Who">As the screens call the person.</param>
/// <param name="Label">The field's words.</param>
/// <param name="Field">Its name.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Of a refusal.</param>
/// <param name="OfGuardian">Of a contact: the guardian who named it.</param>
/// <param name="FiledBy">The guardian who asked for it; null for the centre.</param>
internal sealed record TreatedChange(
    int FamilyId,
    RecordSubject Subject,
    ChangeKind Kind,
    string Who,
    string Label,
    string Field,
    RecordOutcome Outcome,
    string? Reason,
    int? OfGuardian = null,
    int? FiledBy = null
)
{
    /// <summary>
    /// Who is told of it: as <see cref="RecordEyes.SeesChange"/> has it, by the line alone. That somebody joined or left the family is no
    /// coordinate; the line holds no value.
    /// </summary>
    public bool IsToldTo(RecordEyes eyes) =>
        FiledBy == eyes.GuardianId
        || (Subject.Part == RecordPart.Guardian && Subject.Id == eyes.GuardianId)
        || Subject.Part switch
        {
            RecordPart.Guardian => Field == nameof(Guardian.IsReferent) || (Kind == ChangeKind.Addition && !eyes.Hidden.Contains(Subject.Id)),
            RecordPart.Contact => OfGuardian == eyes.GuardianId,
            _ => !eyes.HiddenChildren.Contains(Subject.ChildId) && (FiledBy is not { } filer || !eyes.Hidden.Contains(filer)),
        };
}

/// <summary>The guardians of families, with the address of each; of those who left too, while the act that lets them leave runs.</summary>
internal sealed record RecordReaders(IReadOnlyList<RecordReader> All);

internal sealed record RecordReader(int FamilyId, string? Email, RecordEyes Eyes);

/// <summary>
/// Tells each guardian what concerns him or her, at the addresses before and after the treatment: whoever loses an address hears of it there.
/// </summary>
internal sealed class RecordMails(IFamiliesDb db, RecordSight sight, CentreClock clock) : ISubscriber<RecordAct>
{
    public const string HealthRecord = "Fiche sanitaire";

    public async Task<RecordReaders> ReadersAsync(IReadOnlyCollection<int> familyIds, CancellationToken cancellationToken)
    {
        var eyes = (await sight.OfFamiliesAsync(familyIds, cancellationToken)).ToDictionary(one => one.GuardianId);
        var guardians = await db
            .Guardians.Where(guardian => familyIds.Contains(guardian.FamilyId))
            .OrderByDescending(guardian => guardian.IsReferent)
            .ThenBy(guardian => guardian.Id)
            .Select(guardian => new
            {
                guardian.Id,
                guardian.FamilyId,
                guardian.Email,
            })
            .ToListAsync(cancellationToken);
        return new RecordReaders(guardians.ConvertAll(guardian => new RecordReader(guardian.FamilyId, guardian.Email, eyes[guardian.Id])));
    }

    public async Task HearAsync(RecordAct act, CancellationToken cancellationToken) =>
        act.FamiliesWithoutEmail = act.Treated.Count == 0 ? [] : await TellAsync(act.Treated, act.Before!, cancellationToken);

    /// <returns>The numbers of families in which nobody who is concerned has an address to write to.</returns>
    private async Task<IReadOnlyList<string>> TellAsync(IReadOnlyCollection<TreatedChange> treated, RecordReaders before, CancellationToken cancellationToken)
    {
        var familyIds = treated.Select(line => line.FamilyId).Distinct().ToList();
        var centre = await db.Centres.AsNoTracking().SingleAsync(cancellationToken);
        var families = await db
            .Families.Where(family => familyIds.Contains(family.Id))
            .Select(family => new
            {
                family.Id,
                family.Name,
                family.Number,
            })
            .ToListAsync(cancellationToken);
        var readers = before.All.Concat((await ReadersAsync(familyIds, cancellationToken)).All).ToLookup(reader => reader.FamilyId);
        List<string> unreachable = [];
        foreach (var family in families)
        {
            var mine = treated.Where(line => line.FamilyId == family.Id).ToList();
            var told = readers[family.Id]
                .Where(reader => reader.Email is not null)
                .GroupBy(reader => reader.Email!, StringComparer.OrdinalIgnoreCase)
                .Select(address =>
                    (
                        To: MailTo.Guardian(family.Id, address.First().Eyes.GuardianId, address.Key),
                        Lines: mine.FindAll(line => address.All(reader => line.IsToldTo(reader.Eyes)))
                    )
                )
                .Where(mail => mail.Lines.Count > 0)
                .ToList();
            // A mail to each, of what concerns that person; at an address that two use, of what concerns both. A family without an address keeps its row, which
            // staff see.
            foreach (var (to, lines) in told.DefaultIfEmpty((MailTo.Unreachable(family.Id), mine)))
            {
                var loginStays = lines.Exists(line =>
                    line is { Subject.Part: RecordPart.Guardian, Field: nameof(Guardian.Email), Outcome: not RecordOutcome.Refused }
                );
                var subject =
                    lines.TrueForAll(line => line.Outcome == RecordOutcome.ChangedByCentre) ? "Le centre a modifié votre dossier"
                    : lines.Count == 1 ? "Votre demande de modification a été traitée"
                    : $"Vos {lines.Count} demandes de modification ont été traitées";
                var mail = new RecordTreatedMail(family.Name, Lines(lines), loginStays, centre.Name, centre.Phone, subject);
                db.OutboxMessages.Add(mail.WriteTo(to, clock.Now));
            }

            if (told.Count == 0)
            {
                unreachable.Add(family.Number);
            }
        }

        return unreachable;
    }

    // How many fields of a health record were treated, and how, says nothing about health; which ones would.
    private static RecordTreatedLine[] Lines(List<TreatedChange> treated) =>
        [
            .. treated
                .Where(line => line.Subject.Part != RecordPart.Health)
                .Select(line => new RecordTreatedLine(line.Who, line.Label, line.Outcome, line.Reason)),
            .. treated
                .Where(line => line.Subject.Part == RecordPart.Health)
                .GroupBy(line => (line.Who, line.Outcome))
                .Select(lines => new RecordTreatedLine(
                    lines.Key.Who,
                    lines.Count() == 1 ? HealthRecord : $"{HealthRecord} ({lines.Count()} informations)",
                    lines.Key.Outcome,
                    null
                )),
        ];
}
