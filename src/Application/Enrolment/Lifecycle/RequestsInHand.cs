using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>Requests that an act is about, each with the child's other live rows of its session.</summary>
internal sealed class RequestsInHand(IReadOnlyList<RequestInHand> all)
{
    private readonly ILookup<(int ChildId, int SessionId), EnrolmentRequest> _byPlace = all.ToLookup(
        line => (line.Row.ChildId, line.Row.SessionId),
        line => line.Row
    );

    private readonly ILookup<(int ChildId, Guid? TreatmentId), EnrolmentRequest> _byAct = all.ToLookup(
        line => (line.Row.ChildId, line.Row.TreatmentId),
        line => line.Row
    );

    /// <summary>By session, then by key: the order in which places are taken.</summary>
    public IReadOnlyList<RequestInHand> All => all;

    public IEnumerable<RequestInHand> Among(IEnumerable<long> ids)
    {
        var wanted = ids.ToHashSet();
        return all.Where(line => wanted.Contains(line.Row.Id));
    }

    /// <summary>The booking that a request to cancel is about; null when none stands.</summary>
    public EnrolmentRequest? BookingFor(EnrolmentRequest cancellation) =>
        _byPlace[(cancellation.ChildId, cancellation.SessionId)].SingleOrDefault(row => row is { Kind: RequestKind.Enrolment, Status: RequestStatus.Accepted });

    /// <summary>The family's request to cancel a booking; null when none waits.</summary>
    public EnrolmentRequest? CancellationOf(EnrolmentRequest booking) =>
        _byPlace[(booking.ChildId, booking.SessionId)].SingleOrDefault(row => row is { Kind: RequestKind.Cancellation, Status: RequestStatus.Pending });

    /// <summary>The child's other rows of the session and of the act that decided.</summary>
    public IReadOnlyCollection<EnrolmentRequest> OthersOf(EnrolmentRequest row) =>
        [.. _byPlace[(row.ChildId, row.SessionId)].Union(_byAct[(row.ChildId, row.TreatmentId)]).Where(other => other.Id != row.Id)];
}

/// <summary>
/// Takes requests in hand in two statements whatever their number: rows are locked in the order of their keys, so that of two people exactly one
/// decides each, and a booking is always locked before the request to cancel it.
/// </summary>
internal sealed class RequestDesk(IEnrolmentDb db)
{
    /// <param name="which">The requests that the act is about.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="withTheirAct">Also the child's rows that were decided by the same act.</param>
    public async Task<RequestsInHand> TakeAsync(IQueryable<EnrolmentRequest> which, CancellationToken cancellationToken, bool withTheirAct = false)
    {
        var ofThePlace =
            from row in which
            join other in db.EnrolmentRequests on new { row.ChildId, row.SessionId } equals new { other.ChildId, other.SessionId }
            where other.Status == RequestStatus.Pending || (other.Status == RequestStatus.Accepted && other.Kind == RequestKind.Enrolment)
            select other.Id;
        var ids = which.Select(row => row.Id).Union(ofThePlace);
        if (withTheirAct)
        {
            ids = ids.Union(
                from row in which
                join other in db.EnrolmentRequests on new { row.ChildId, row.TreatmentId } equals new { other.ChildId, other.TreatmentId }
                select other.Id
            );
        }

        var keys = await ids.ToListAsync(cancellationToken);
        return new RequestsInHand(
            keys.Count == 0
                ? []
                : await (
                    from row in db.LockedRequests(keys)
                    join child in db.Children on row.ChildId equals child.Id
                    join session in db.Sessions on row.SessionId equals session.Id
                    join activity in db.Activities on session.ActivityId equals activity.Id
                    orderby session.Id, row.Id
                    select new RequestInHand(row, child.FirstName, activity.Name, session.Date)
                    {
                        ActivityId = activity.Id,
                        StartsAt = activity.StartsAt,
                        IsSessionClosed = session.IsClosed,
                        HasChildLeft = child.LeftAt != null,
                    }
                )
                    .AsNoTracking()
                    .ToListAsync(cancellationToken)
        );
    }
}
