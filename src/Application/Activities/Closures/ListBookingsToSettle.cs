using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>What changes of the set-up left for staff: live bookings on closed days, and children who are in two places at once.</summary>
public sealed record ListBookingsToSettle(int PageNumber = 1) : IQuery<Page<TouchedBooking>>
{
    // Whoever treats requests settles them with the families.
    public static Permission Access => Permission.Of(Roles.Treating);
}

internal sealed class ListBookingsToSettleHandler(IActivitiesDb db, CentreClock clock) : IQueryHandler<ListBookingsToSettle, Page<TouchedBooking>>
{
    public async Task<Outcome<Page<TouchedBooking>>> Handle(ListBookingsToSettle request, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var lines =
            from row in db.EnrolmentRequests.WhereHoldingAPlace()
            join session in db.Sessions on row.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            join child in db.Children on row.ChildId equals child.Id
            join family in db.Families on row.FamilyId equals family.Id
            where session.Date >= today
            let overlapping = (
                from other in db.EnrolmentRequests
                join place in db.Sessions on other.SessionId equals place.Id
                join what in db.Activities on place.ActivityId equals what.Id
                where
                    other.ChildId == row.ChildId
                    && other.Id != row.Id
                    && other.Kind == RequestKind.Enrolment
                    && (other.Status == RequestStatus.Pending || other.Status == RequestStatus.Accepted)
                    && place.Date == session.Date
                    && what.StartsAt < activity.EndsAt
                    && activity.StartsAt < what.EndsAt
                select what.Name
            ).FirstOrDefault()
            where session.IsClosed || overlapping != null
            select new
            {
                row,
                session,
                activity,
                child,
                family,
                overlapping,
            };
        var total = await lines.CountAsync(cancellationToken);
        var cut = PageCut.Of(request.PageNumber, total);
        var rows = await lines
            .OrderBy(line => line.session.Date)
            .ThenBy(line => line.family.SortKey)
            .ThenBy(line => line.row.Id)
            .Cut(cut)
            .Select(line => new
            {
                line.row.Id,
                line.row.FamilyId,
                line.row.ChildId,
                Family = line.family.Name,
                line.child.FirstName,
                ActivityId = line.activity.Id,
                line.activity.Name,
                line.session.Date,
                line.row.Status,
                line.session.IsClosed,
                line.session.ClosedReason,
                line.overlapping,
            })
            .ToListAsync(cancellationToken);
        var notices = await ConfidentialNotices.OfAsync(db, rows.ConvertAll(row => row.FamilyId), cancellationToken);
        return cut.Of<TouchedBooking>([
            .. rows.Select(row => new TouchedBooking(
                row.Id,
                row.FamilyId,
                row.Family,
                row.FirstName,
                row.ActivityId,
                row.Name,
                row.Date,
                row.Status,
                row.IsClosed ? $"journée fermée : {row.ClosedReason}" : $"chevauche « {row.overlapping} »",
                notices.Line(row.FamilyId, row.ChildId)
            )),
        ]);
    }
}
