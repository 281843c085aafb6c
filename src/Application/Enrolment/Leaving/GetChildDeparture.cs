using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>What has to be decided before a child leaves: the places it still holds.</summary>
public sealed record GetChildDeparture(int FamilyId, int ChildId) : IQuery<ChildDeparture>
{
    public static Permission Access => RecordAccess.Staff;
}

/// <param name="WaitingChanges">Changes of the child's record that wait, which are treated first.</param>
public sealed record ChildDeparture(string ChildName, string FamilyName, int WaitingChanges, IReadOnlyList<PlaceToCome> Places);

/// <param name="RequestId">The request or booking.</param>
/// <param name="Date">The session's day.</param>
/// <param name="ActivityName">As parents know it.</param>
/// <param name="IsPending">True for a request that was not treated: it is refused.</param>
/// <param name="IsPastCutoff">True when giving the place back is a late cancellation.</param>
public sealed record PlaceToCome(long RequestId, DateOnly Date, string ActivityName, bool IsPending, bool IsPastCutoff);

internal sealed class GetChildDepartureHandler(IEnrolmentDb db, PlacesToCome places) : IQueryHandler<GetChildDeparture, ChildDeparture>
{
    public async Task<Outcome<ChildDeparture>> Handle(GetChildDeparture request, CancellationToken cancellationToken)
    {
        var child = await (
            from row in db.Children.WherePresent()
            join family in db.Families on row.FamilyId equals family.Id
            where row.Id == request.ChildId && row.FamilyId == request.FamilyId
            select new
            {
                row.FirstName,
                row.LastName,
                family.Name,
            }
        ).SingleOrDefaultAsync(cancellationToken);
        if (child is null)
        {
            return Refusal.NotFound;
        }

        return new ChildDeparture(
            $"{child.FirstName} {child.LastName}".Trim(),
            child.Name,
            await db
                .ChangeRequests.WherePending()
                .CountAsync(change => change.FamilyId == request.FamilyId && change.ChildId == request.ChildId, cancellationToken),
            await places.OfAsync(request.ChildId, cancellationToken)
        );
    }
}

/// <summary>The places that a child holds in sessions that have not begun.</summary>
internal sealed class PlacesToCome(IEnrolmentDb db, CentreClock clock)
{
    public async Task<IReadOnlyList<PlaceToCome>> OfAsync(int childId, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var rows = await (
            from request in db.EnrolmentRequests.WhereHoldingAPlace()
            join session in db.Sessions on request.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            where request.ChildId == childId && session.Date >= today
            orderby session.Date, activity.StartsAt, request.Id
            select new
            {
                request.Id,
                request.Status,
                session.Date,
                activity.Name,
                activity.StartsAt,
                activity.Cutoff,
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Where(row => clock.Zone.ToInstant(row.Date, row.StartsAt) > clock.Now)
                .Select(row => new PlaceToCome(
                    row.Id,
                    row.Date,
                    row.Name,
                    row.Status == RequestStatus.Pending,
                    clock.Now >= row.Cutoff.InstantFor(row.Date, row.StartsAt, clock.Zone)
                )),
        ];
    }
}
