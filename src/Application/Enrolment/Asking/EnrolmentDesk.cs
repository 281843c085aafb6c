using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Centre;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>Lays out, in three queries whatever the length of the span and two for one day, all that the rules need for one child and one activity.</summary>
internal sealed class EnrolmentDesk(IEnrolmentDb db, CentreClock clock, ICurrentUser user)
{
    /// <summary>Null when the child is not the parent's or withheld from the parent, or left the centre, or either does not exist.</summary>
    /// <param name="withSiblings">
    /// Also what the child's brothers and sisters hold, which prices depend on. A parent's are those of the children who are open to him or her:
    /// a price that fell on the days of a child who is withheld would tell them.
    /// </param>
    public Task<EnrolmentCase?> OpenAsync(
        int childId,
        int activityId,
        DateOnly from,
        DateOnly to,
        Asker asker,
        CancellationToken cancellationToken,
        bool withSiblings = false
    ) => OpenAsync(db.Children, childId, activityId, from, to, asker, withSiblings, cancellationToken);

    /// <summary>
    /// The same, and keeps the child until the transaction ends, so that two requests for one child are decided one after the other: what is read
    /// after it shows what the one before has written.
    /// </summary>
    public Task<EnrolmentCase?> OpenLockedAsync(int childId, int activityId, DateOnly from, DateOnly to, Asker asker, CancellationToken cancellationToken) =>
        OpenAsync(db.LockedChild(childId), childId, activityId, from, to, asker, withSiblings: false, cancellationToken);

    private async Task<EnrolmentCase?> OpenAsync(
        IQueryable<Child> children,
        int childId,
        int activityId,
        DateOnly from,
        DateOnly to,
        Asker asker,
        bool withSiblings,
        CancellationToken cancellationToken
    )
    {
        // The session of one day comes along; those of a month would be repeated for each window and stop.
        var isOneDay = from == to;
        var found = await (
            from child in Mine(children.WherePresent(), asker)
            from activity in db.Activities.Include(a => a.Windows).Include(a => a.BusStops)
            join oneSession in db.Sessions.Where(session => isOneDay && session.Date == @from) on activity.Id equals oneSession.ActivityId into ofTheDay
            from session in ofTheDay.DefaultIfEmpty()
            from centre in db.Centres
            where child.Id == childId && activity.Id == activityId
            select new
            {
                child,
                activity,
                centre,
                session,
                holidays = db.HolidayPeriods.Where(period => period.Zone == centre.SchoolZone && period.FirstDay <= to && period.ReturnDay > @from).ToList(),
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        List<Session> sessions = isOneDay
            ? [.. new[] { found.session }.OfType<Session>()]
            : await db
                .Sessions.AsNoTracking()
                .Where(session => session.ActivityId == activityId && session.Date >= from && session.Date <= to)
                .ToListAsync(cancellationToken);
        var held = await HeldPlacesAsync(
            !withSiblings ? db.EnrolmentRequests.Where(request => request.ChildId == childId)
                : asker == Asker.Parent ? db.EnrolmentRequests.WhereOpenTo(db, user)
                : db.EnrolmentRequests.Where(request => request.FamilyId == found.child.FamilyId),
            from,
            to,
            cancellationToken
        );
        return new EnrolmentCase(
            found.child,
            found.activity,
            found.centre,
            new SchoolCalendar(found.holidays),
            sessions.ToDictionary(session => session.Date),
            [.. held.Where(line => line.Child.ChildId == childId).Select(line => line.Place)],
            [.. held.Where(line => line.Child.ChildId != childId).Select(line => line.Child)],
            clock.Zone,
            clock.Now,
            asker
        );
    }

    /// <summary>
    /// Locks the child's row until the transaction ends, so that two requests for one child are decided one after the other.
    /// False when the child is not the parent's or withheld from the parent, has no name any more or does not exist.
    /// </summary>
    public async Task<bool> LockChildAsync(int childId, Asker asker, CancellationToken cancellationToken) =>
        await Mine(db.Children, asker)
            .Where(child => child.Id == childId)
            .ExecuteUpdateAsync(set => set.SetProperty(child => child.EnrolmentTurn, child => child.EnrolmentTurn + 1), cancellationToken) == 1;

    private Task<List<HeldLine>> HeldPlacesAsync(IQueryable<EnrolmentRequest> requests, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        (
            from request in requests.WhereHoldingAPlace()
            join session in db.Sessions on request.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            join child in db.Children on request.ChildId equals child.Id
            where session.Date >= @from && session.Date <= to
            select new HeldLine(
                new SiblingPlace(child.Id, child.BirthDate, session.Date),
                new HeldPlace(
                    request.Id,
                    session.Id,
                    session.Date,
                    activity.Name,
                    activity.StartsAt,
                    activity.EndsAt,
                    request.Status,
                    db.EnrolmentRequests.Any(other =>
                        other.Kind == RequestKind.Cancellation
                        && other.Status == RequestStatus.Pending
                        && other.ChildId == request.ChildId
                        && other.SessionId == session.Id
                    )
                )
            )
        ).ToListAsync(cancellationToken);

    private IQueryable<Child> Mine(IQueryable<Child> children, Asker asker) =>
        asker == Asker.Staff
            ? children.Where(child => db.Families.Any(family => family.Id == child.FamilyId && family.AnonymisedAt == null))
            : children.WhereOpenTo(user);

    private sealed record HeldLine(SiblingPlace Child, HeldPlace Place);
}

/// <summary>A day on which a brother or sister holds a place somewhere.</summary>
internal sealed record SiblingPlace(int ChildId, DateOnly BirthDate, DateOnly Date);

/// <summary>What the rules know when they decide for one child and one activity.</summary>
internal sealed record EnrolmentCase(
    Child Child,
    Activity Activity,
    CentreProfile Centre,
    SchoolCalendar Calendar,
    IReadOnlyDictionary<DateOnly, Session> Sessions,
    IReadOnlyList<HeldPlace> Held,
    IReadOnlyList<SiblingPlace> Siblings,
    TimeZoneInfo Zone,
    DateTime Now,
    Asker Asker
)
{
    public EnrolmentRules Rules => new(Calendar, Zone);

    public RefusalSentences Sentences => new(Centre.Phone, Zone);

    public Decision Decide(DateOnly date) => Decide(date, Held);

    public Decision Decide(DateOnly date, IEnumerable<HeldPlace> held) =>
        Rules.CanAsk(Activity, date, Sessions.GetValueOrDefault(date), Child.BirthDate, held, Now, Asker);

    /// <summary>The same with a request that was just filed.</summary>
    public EnrolmentCase With(EnrolmentRequest filed, DateOnly date) =>
        this with
        {
            Held =
            [
                .. Held,
                new HeldPlace(filed.Id, filed.SessionId, date, Activity.Name, Activity.StartsAt, Activity.EndsAt, filed.Status, CancellationWaits: false),
            ],
        };

    /// <summary>The same without a request that is taken back.</summary>
    public EnrolmentCase Without(EnrolmentRequest withdrawn) => this with { Held = [.. Held.Where(place => place.RequestId != withdrawn.Id)] };

    public Decision CheckStops(int? outboundStopId, int? returnStopId)
    {
        var known =
            (outboundStopId is null || Activity.BusStops.Any(stop => stop.Id == outboundStopId && stop.OutboundAt is not null && !stop.IsRetired))
            && (returnStopId is null || Activity.BusStops.Any(stop => stop.Id == returnStopId && stop.ReturnAt is not null && !stop.IsRetired));
        return known ? Decision.Allowed : Decision.Refuse(RefusalReason.UnknownBusStop);
    }

    public DateOnly AnswerDueOn(DateOnly sessionDate) => Centre.AnswerDueOn(Zone.DateOf(Now), sessionDate);
}
