using ClsPortal.Application.Common;
using ClsPortal.Domain.Calendar;
using ClsPortal.Domain.Centre;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>Lays out, in four queries whatever the length of the span, all that the rules need for one child and one activity.</summary>
internal sealed class EnrolmentDesk(IPortalDb db, CentreClock clock, ICurrentUser user)
{
    /// <summary>Null when the child is not the parent's, or either does not exist.</summary>
    public async Task<EnrolmentCase?> OpenAsync(int childId, int activityId, DateOnly from, DateOnly to, Asker asker, CancellationToken cancellationToken)
    {
        var childAndCentre = await (
            from child in Mine(db.Children, asker)
            from centre in db.Centres
            where child.Id == childId
            select new
            {
                child,
                centre,
                holidays = db.HolidayPeriods.Where(period => period.Zone == centre.SchoolZone && period.FirstDay <= to && period.ReturnDay > @from).ToList(),
            }).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (childAndCentre is null)
        {
            return null;
        }

        var activity = await db.Activities.AsNoTracking()
            .Include(a => a.Windows).Include(a => a.BusStops)
            .SingleOrDefaultAsync(a => a.Id == activityId, cancellationToken);
        if (activity is null)
        {
            return null;
        }

        var sessions = await db.Sessions.AsNoTracking()
            .Where(session => session.ActivityId == activityId && session.Date >= from && session.Date <= to)
            .ToDictionaryAsync(session => session.Date, cancellationToken);
        var held = await HeldPlacesAsync(childId, from, to, cancellationToken);
        return new EnrolmentCase(
            childAndCentre.child, activity, childAndCentre.centre, new SchoolCalendar(childAndCentre.holidays), sessions, held, clock.Zone, clock.Now, asker);
    }

    /// <summary>
    /// Locks the child's row until the transaction ends, so that two requests for one child are decided one after the other.
    /// False when the child is not the parent's or does not exist.
    /// </summary>
    public async Task<bool> LockChildAsync(int childId, Asker asker, CancellationToken cancellationToken) =>
        await Mine(db.Children, asker).Where(child => child.Id == childId)
            .ExecuteUpdateAsync(set => set.SetProperty(child => child.EnrolmentTurn, child => child.EnrolmentTurn + 1), cancellationToken) == 1;

    private Task<List<HeldPlace>> HeldPlacesAsync(int childId, DateOnly from, DateOnly to, CancellationToken cancellationToken) => (
        from request in db.EnrolmentRequests.WhereHoldingAPlace()
        join session in db.Sessions on request.SessionId equals session.Id
        join activity in db.Activities on session.ActivityId equals activity.Id
        where request.ChildId == childId && session.Date >= @from && session.Date <= to
        select new HeldPlace(request.Id, session.Id, session.Date, activity.Name, activity.StartsAt, activity.EndsAt, request.Status,
            db.EnrolmentRequests.Any(other => other.Kind == RequestKind.Cancellation && other.Status == RequestStatus.Pending
                && other.ChildId == childId && other.SessionId == session.Id)))
        .ToListAsync(cancellationToken);

    private IQueryable<Child> Mine(IQueryable<Child> children, Asker asker) =>
        asker == Asker.Staff ? children : children.Where(child => child.FamilyId == user.FamilyId);
}

/// <summary>What the rules know when they decide for one child and one activity.</summary>
internal sealed record EnrolmentCase(
    Child Child, Activity Activity, CentreProfile Centre, SchoolCalendar Calendar, IReadOnlyDictionary<DateOnly, Session> Sessions,
    IReadOnlyList<HeldPlace> Held, TimeZoneInfo Zone, DateTime Now, Asker Asker)
{
    public EnrolmentRules Rules => new(Calendar, Zone);

    public RefusalSentences Sentences => new(Centre.Phone, Zone);

    public Decision Decide(DateOnly date) => Decide(date, Held);

    public Decision Decide(DateOnly date, IEnumerable<HeldPlace> held) =>
        Rules.CanAsk(Activity, date, Sessions.GetValueOrDefault(date), Child.BirthDate, held, Now, Asker);

    public Decision CheckStops(int? outboundStopId, int? returnStopId)
    {
        var known = (outboundStopId is null || Activity.BusStops.Any(stop => stop.Id == outboundStopId && stop.OutboundAt is not null && !stop.IsRetired))
            && (returnStopId is null || Activity.BusStops.Any(stop => stop.Id == returnStopId && stop.ReturnAt is not null && !stop.IsRetired));
        return known ? Decision.Allowed : Decision.Refuse(RefusalReason.UnknownBusStop);
    }

    public DateOnly AnswerDueOn(DateOnly sessionDate) => Centre.AnswerDueOn(Zone.DateOf(Now), sessionDate);
}
