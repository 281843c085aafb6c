using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>
/// Staff print a child's record; it holds the health record, so that they did is written down. A command, for nothing is printed when the audit cannot be
/// written.
/// </summary>
public sealed record PrintRecord(int ChildId) : ICommand<PrintedRecord>, IConcernsFamilies, IShowsCoordinates
{
    public static Permission Access => RecordAccess.Health;

    public string Look => Looks.Print;

    public IQueryable<int> FamiliesIn(IPortalDb db) => db.Children.Where(child => child.Id == ChildId).Select(child => child.FamilyId);

    public IQueryable<int> FamiliesShown(IPortalDb db) => FamiliesIn(db);
}

/// <summary>All that a director files about a child.</summary>
/// <param name="PrintedAt">UTC.</param>
/// <param name="PrintedAtLocal">The same on the centre's clocks.</param>
/// <param name="Waiting">Changes that were asked for and are not in it.</param>
/// <param name="Confidential">On staff's print: what must not be told to whom; null for nothing.</param>
public sealed record PrintedRecord(
    DateTime PrintedAt,
    DateTime PrintedAtLocal,
    string CentreName,
    string CentrePhone,
    string FamilyName,
    string FamilyNumber,
    RecordGroup Child,
    DateOnly BirthDate,
    IReadOnlyList<RecordGroup> Guardians,
    IReadOnlyList<RecordGroup> Contacts,
    IReadOnlyList<RecordGroup> Consents,
    RecordGroup Health,
    int Waiting,
    string? Confidential = null
);

internal sealed class PrintRecordHandler(RecordPrinter printer, IFamiliesDb db, ICurrentUser user, CentreClock clock)
    : ICommandHandler<PrintRecord, PrintedRecord>
{
    public async Task<Outcome<PrintedRecord>> Handle(PrintRecord request, CancellationToken cancellationToken)
    {
        if (await printer.GatherAsync(request.ChildId, null, eyes: null, cancellationToken) is not { } gathered)
        {
            return Refusal.NotFound;
        }

        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                "health.printed",
                $"Child:{request.ChildId}",
                gathered.FamilyId,
                gathered.Record.Child.Name
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        return gathered.Record;
    }
}

/// <summary>Gathers a child's record.</summary>
internal sealed class RecordPrinter(IFamiliesDb db, RecordForms forms, CentreClock clock)
{
    /// <param name="familyId">The asker's own family; null for staff.</param>
    /// <param name="childId">The child.</param>
    /// <param name="eyes">The parent's, who prints what that parent may read; null for staff.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when there is no such child, or not in that family, or its places are withheld from the parent.</returns>
    public async Task<(int FamilyId, PrintedRecord Record)?> GatherAsync(int childId, int? familyId, RecordEyes? eyes, CancellationToken cancellationToken)
    {
        var child = await (
            from row in db.Children
            join family in db.Families on row.FamilyId equals family.Id
            where row.Id == childId && row.LeftAt == null && (familyId == null || row.FamilyId == familyId)
            select new
            {
                row.FamilyId,
                row.BirthDate,
                family.Name,
                family.Number,
                Guardians = family
                    .Guardians.OrderByDescending(guardian => guardian.IsReferent)
                    .ThenBy(guardian => guardian.Id)
                    .Select(guardian => guardian.Id)
                    .ToList(),
            }
        ).SingleOrDefaultAsync(cancellationToken);
        if (child is null || eyes?.HiddenChildren.Contains(childId) == true)
        {
            return null;
        }

        var centre = await db.Centres.AsNoTracking().SingleAsync(cancellationToken);
        var persons = await forms.OpenAsync(
            child.FamilyId,
            [RecordSubject.Child(childId), RecordSubject.Health(childId), .. child.Guardians.Select(RecordSubject.Guardian)],
            eyes,
            cancellationToken
        );
        var contacts = (await forms.OpenAsync(child.FamilyId, RecordPart.Contact, 0, eyes, cancellationToken))!;
        var consents = (await forms.OpenAsync(child.FamilyId, RecordPart.Consent, 0, eyes, cancellationToken))!
            .Groups.Where(group => group.Subject.ChildId == 0 || group.Subject.ChildId == childId)
            .ToList();
        var now = clock.Now;
        return (
            child.FamilyId,
            new PrintedRecord(
                now,
                clock.ToWallClock(now),
                centre.Name,
                centre.Phone,
                child.Name,
                child.Number,
                Of(RecordPart.Child)[0],
                child.BirthDate,
                Of(RecordPart.Guardian),
                contacts.Groups,
                consents,
                Of(RecordPart.Health)[0],
                persons.Groups.Concat(contacts.Groups).Concat(consents).Sum(group => group.Pending.Count) + contacts.Additions.Count,
                eyes is null ? (await ConfidentialNotices.OfAsync(db, [child.FamilyId], cancellationToken)).GetValueOrDefault(child.FamilyId)?.Sentence : null
            )
        );

        IReadOnlyList<RecordGroup> Of(RecordPart part) => [.. persons.Groups.Where(group => group.Subject.Part == part)];
    }
}
