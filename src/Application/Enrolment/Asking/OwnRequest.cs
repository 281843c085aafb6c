using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Centre;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>A request of a child who is open to the parent, with what the rules ask about it.</summary>
internal sealed record OwnRequest(EnrolmentRequest Request, string ChildName, Session Session, Activity Activity, CentreProfile Centre, bool CancellationWaits)
{
    public RequestInHand InHand { get; } = new(Request, ChildName, Activity.Name, Session.Date);

    /// <summary>Reads it without a lock: it may be treated before this transaction ends.</summary>
    public static Task<OwnRequest?> FindAsync(IEnrolmentDb db, ICurrentUser user, long requestId, CancellationToken cancellationToken) =>
        FindAsync(db.EnrolmentRequests, db, user, requestId, cancellationToken);

    /// <summary>Reads it so that nobody else changes it before the transaction ends.</summary>
    public static Task<OwnRequest?> TakeAsync(IEnrolmentDb db, ICurrentUser user, long requestId, CancellationToken cancellationToken) =>
        FindAsync(db.LockedRequests([requestId]), db, user, requestId, cancellationToken);

    private static Task<OwnRequest?> FindAsync(
        IQueryable<EnrolmentRequest> requests,
        IEnrolmentDb db,
        ICurrentUser user,
        long requestId,
        CancellationToken cancellationToken
    ) =>
        (
            from request in requests.WhereOpenTo(db, user)
            join child in db.Children on request.ChildId equals child.Id
            join session in db.Sessions on request.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            from centre in db.Centres
            where request.Id == requestId
            select new OwnRequest(
                request,
                child.FirstName,
                session,
                activity,
                centre,
                db.EnrolmentRequests.Any(other =>
                    other.Kind == RequestKind.Cancellation
                    && other.Status == RequestStatus.Pending
                    && other.ChildId == request.ChildId
                    && other.SessionId == request.SessionId
                )
            )
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellationToken);

    public Decision CanChangeOrWithdraw(CentreClock clock) =>
        Rules(clock).CanChangeOrWithdraw(Request.Status, Session.Date, Activity.StartsAt, Activity.Cutoff, clock.Now);

    public Decision CanAskCancellation(CentreClock clock) =>
        Request.Kind == RequestKind.Cancellation
            ? Decision.Refuse(RefusalReason.NoLongerStands)
            : Rules(clock).CanAskCancellation(Request.Status, CancellationWaits, Session.Date, Activity.StartsAt, Activity.Cutoff, clock.Now);

    public Refusal Say(Decision decision, CentreClock clock) => new RefusalSentences(Centre.Phone, clock.Zone).For(decision);

    private static EnrolmentRules Rules(CentreClock clock) => new(new([]), clock.Zone);
}
