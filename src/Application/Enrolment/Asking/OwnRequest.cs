using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Centre;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>A request of a child who is open to the parent, with what the rules ask about it.</summary>
internal sealed record OwnRequest(EnrolmentRequest Request, Session Session, Activity Activity, CentreProfile Centre, bool CancellationWaits)
{
    public static Task<OwnRequest?> FindAsync(IPortalDb db, ICurrentUser user, long requestId, CancellationToken cancellationToken) =>
        (
            from request in db.EnrolmentRequests.WhereOpenTo(db, user)
            join session in db.Sessions on request.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            from centre in db.Centres
            where request.Id == requestId
            select new OwnRequest(
                request,
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
