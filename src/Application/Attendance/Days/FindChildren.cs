using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Attendance;

/// <summary>Children by name, to book one on the spot into a session.</summary>
public sealed record FindChildren(DateOnly Date, int ActivityId, string? Search) : IQuery<FoundChildren>
{
    // Whoever may book on behalf of a family: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Treating);
}

/// <param name="ActivityName">As parents know it.</param>
/// <param name="PlacesLeft">In the session.</param>
/// <param name="Children">At most <see cref="FindChildrenHandler.Most"/>.</param>
/// <param name="HasMore">True when a longer search would find fewer.</param>
public sealed record FoundChildren(string ActivityName, int PlacesLeft, IReadOnlyList<FoundChild> Children, bool HasMore);

/// <param name="IsOwnFamily">A child of whoever asks: a colleague books it.</param>
/// <param name="Confidential">What must not be told to whom; null for nothing.</param>
public sealed record FoundChild(int Id, string Name, int Age, string FamilyName, bool HoldsPlace, bool IsOwnFamily, string? Confidential = null);

internal sealed class FindChildrenValidator : AbstractValidator<FindChildren>
{
    public FindChildrenValidator() => RuleFor(find => find.Search).SearchShortEnough();
}

internal sealed class FindChildrenHandler(IAttendanceDb db, ICurrentUser user) : IQueryHandler<FindChildren, FoundChildren>
{
    public const int Most = 20;

    public async Task<Outcome<FoundChildren>> Handle(FindChildren request, CancellationToken cancellationToken)
    {
        var chosen = await (
            from session in db.Sessions
            join activity in db.Activities on session.ActivityId equals activity.Id
            where session.ActivityId == request.ActivityId && session.Date == request.Date
            select new
            {
                session.Id,
                activity.Name,
                PlacesLeft = session.Capacity - session.PlacesTaken,
            }
        ).SingleOrDefaultAsync(cancellationToken);
        if (chosen is null)
        {
            return Refusal.NotFound;
        }

        var search = SearchKey.Of(request.Search ?? "");
        if (search.Length < 2)
        {
            return new FoundChildren(chosen.Name, chosen.PlacesLeft, [], false);
        }

        var rows = await (
            from child in db.Children.WherePresent()
            join family in db.Families on child.FamilyId equals family.Id
            where family.AnonymisedAt == null && family.SearchText.Contains(search)
            orderby child.SortKey, child.Id
            select new
            {
                child.Id,
                child.FamilyId,
                child.FirstName,
                child.LastName,
                child.BirthDate,
                family.Name,
                Holds = db.EnrolmentRequests.WhereHoldingAPlace().Any(row => row.ChildId == child.Id && row.SessionId == chosen.Id),
            }
        )
            .Take(Most + 1)
            .ToListAsync(cancellationToken);
        var notices = await ConfidentialNotices.OfAsync(db, rows.ConvertAll(row => row.FamilyId), cancellationToken);
        return new FoundChildren(
            chosen.Name,
            chosen.PlacesLeft,
            [
                .. rows.Take(Most)
                    .Select(row => new FoundChild(
                        row.Id,
                        $"{row.FirstName} {row.LastName}".Trim(),
                        Child.AgeOn(row.BirthDate, request.Date),
                        row.Name,
                        row.Holds,
                        user.IsOwn(row.FamilyId),
                        notices.Line(row.FamilyId, row.Id)
                    )),
            ],
            rows.Count > Most
        );
    }
}
