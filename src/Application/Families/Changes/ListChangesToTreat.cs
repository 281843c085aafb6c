using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Changes of records that wait, the oldest first. Those of health records come without values: they are decided where the record is read.</summary>
public sealed record ListChangesToTreat(string? Search = null, RecordPart? Part = null, int? FamilyId = null, int PageNumber = 1)
    : IQuery<Page<ChangeToTreat>>,
        IShowsCoordinates
{
    public static Permission Access => RecordAccess.Staff;

    public string Look => Looks.Changes;

    public bool IsOfOneFamily => false;

    public IQueryable<int> FamiliesShown(IPortalDb db) =>
        db
            .ChangeRequests.WherePending()
            .Where(change => (change.Part == RecordPart.Guardian || change.Part == RecordPart.Contact) && (FamilyId == null || change.FamilyId == FamilyId))
            .Select(change => change.FamilyId);
}

/// <summary>What waits for staff, as the list shows it and the dashboard counts it.</summary>
internal static class PendingChanges
{
    /// <summary>
    /// Whoever works for the centre finds of the own families what that guardian may know as a parent, and no more.
    /// <paramref name="ownEyes"/>: <see cref="RecordSight.OfOwnFamiliesAsync"/>.
    /// </summary>
    public static IQueryable<ChangeRequest> ChangesToTreat(this IFamiliesDb db, IReadOnlyDictionary<int, RecordEyes> ownEyes)
    {
        var own = ownEyes.Keys.ToList();
        return ownEyes.Aggregate(
            db.ChangeRequests.WherePending().Where(change => !own.Contains(change.FamilyId)),
            (all, family) => all.Concat(db.ChangeRequests.WherePending().WhereSeenBy(family.Value).Where(change => change.FamilyId == family.Key))
        );
    }
}

/// <param name="FamilyId">Whose record.</param>
/// <param name="FamilyName">Its name.</param>
/// <param name="Change">What is proposed; null for health.</param>
/// <param name="ChildId">Whose health record; null for all else.</param>
/// <param name="ChildName">Whose health record.</param>
/// <param name="Id">The change.</param>
/// <param name="FiledAt">On the centre's clocks.</param>
/// <param name="FiledBy">By name.</param>
/// <param name="IsOwnFamily">Of the family of whoever asks: a colleague treats it.</param>
/// <param name="Warning">
/// What staff must know of the persons before they answer: that another one asks, that coordinates are confidential; null for nothing, and for the own family.
/// </param>
/// <param name="Known">Of a child to be added: where the centre knows such a child already; null when nowhere.</param>
public sealed record ChangeToTreat(
    Guid Id,
    int FamilyId,
    string FamilyName,
    ChangeLine? Change,
    int? ChildId,
    string? ChildName,
    DateTime FiledAt,
    string FiledBy,
    string? Known,
    bool IsOwnFamily,
    string? Warning
);

internal sealed class ListChangesToTreatValidator : AbstractValidator<ListChangesToTreat>
{
    public ListChangesToTreatValidator() => RuleFor(list => list.Search).SearchShortEnough();
}

internal sealed class ListChangesToTreatHandler(
    IFamiliesDb db,
    ChangeLines lines,
    ChangeValues values,
    Duplicates duplicates,
    RecordSight sight,
    ICurrentUser user,
    CentreClock clock
) : IQueryHandler<ListChangesToTreat, Page<ChangeToTreat>>
{
    public async Task<Outcome<Page<ChangeToTreat>>> Handle(ListChangesToTreat request, CancellationToken cancellationToken)
    {
        var ownEyes = await sight.OfOwnFamiliesAsync(cancellationToken);
        var pending = db.ChangesToTreat(ownEyes);
        if (request.Part is { } part)
        {
            pending = pending.Where(change => change.Part == part);
        }

        if (request.FamilyId is { } familyId)
        {
            pending = pending.Where(change => change.FamilyId == familyId);
        }

        if (SearchKey.Of(request.Search ?? "") is { Length: > 0 } search)
        {
            pending = pending.Where(change => db.Families.Any(family => family.Id == change.FamilyId && family.SearchText.Contains(search)));
        }

        var total = await pending.CountAsync(cancellationToken);
        var cut = PageCut.Of(request.PageNumber, total);
        var rows = await pending
            .OrderBy(change => change.FiledAt)
            .ThenBy(change => change.Id)
            .Cut(cut)
            .Select(change => new
            {
                change,
                FamilyName = db.Families.Where(family => family.Id == change.FamilyId).Select(family => family.Name).First(),
                Child = change.Part == RecordPart.Health ? db.Children.FirstOrDefault(child => child.Id == change.ChildId) : null,
            })
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var shown = new Dictionary<Guid, ChangeLine>();
        foreach (
            var family in rows.Select(row => row.change)
                .Where(change => change.Part != RecordPart.Health)
                .GroupBy(change => ownEyes.GetValueOrDefault(change.FamilyId))
        )
        {
            foreach (var line in await lines.OfAsync([.. family], family.Key, cancellationToken))
            {
                shown.Add(line.Id, line);
            }
        }

        var subjects = rows.Where(row => row.change is { Part: RecordPart.Guardian, Kind: ChangeKind.Change }).Select(row => row.change.SubjectId).ToList();
        var guardians =
            subjects.Count == 0
                ? []
                : await db
                    .Guardians.AsNoTracking()
                    .Where(guardian => subjects.Contains(guardian.Id))
                    .ToDictionaryAsync(guardian => guardian.Id, cancellationToken);
        var asked = rows.Select(row => row.change)
            .Where(change => change is { Part: RecordPart.Child, Kind: ChangeKind.Addition })
            .ToDictionary(change => change.Id, change => ChangeValues.PersonOf(values.New(change)));
        var known = await duplicates.ChildrenAsync([.. asked.Values], cancellationToken);
        var notices = await ConfidentialNotices.OfAsync(db, [.. rows.Select(row => row.change.FamilyId)], cancellationToken);
        return cut.Of<ChangeToTreat>([
            .. rows.Select(row => new ChangeToTreat(
                row.change.Id,
                row.change.FamilyId,
                row.FamilyName,
                shown.GetValueOrDefault(row.change.Id),
                row.Child?.Id,
                row.Child is { } ofHealth ? RecordDesk.NameOf(ofHealth) : null,
                clock.ToWallClock(row.change.FiledAt),
                row.change.FiledByName,
                !user.IsOwn(row.change.FamilyId) && asked.TryGetValue(row.change.Id, out var child)
                    ? known.FirstOrDefault(duplicate => duplicate.Is(child))?.Sentence
                    : null,
                user.IsOwn(row.change.FamilyId),
                user.IsOwn(row.change.FamilyId)
                    ? null
                    : notices.Line(
                        row.change.FamilyId,
                        row.change.Part is RecordPart.Child or RecordPart.Health or RecordPart.Consent ? row.change.ChildId : null
                    ) ?? WarningOf(row.change, guardians)
            )),
        ]);
    }

    private static string? WarningOf(ChangeRequest change, Dictionary<int, Guardian> guardians)
    {
        if (change.Part != RecordPart.Guardian || !guardians.TryGetValue(change.SubjectId, out var guardian))
        {
            return null;
        }

        return
            Guardian.Coordinates.Contains(change.Field)
            && change.FiledByGuardianId is { } filer
            && filer != guardian.Id
            && guardian.ValueForReferent(change.Field) != guardian.ValueOf(change.Field)
            ? "Un autre responsable demande ce changement ; il ne voit pas les coordonnées que le centre a enregistrées depuis. Vérifiez avec la personne "
                + "concernée, et n’en dites rien dans le motif."
            : null;
    }
}
