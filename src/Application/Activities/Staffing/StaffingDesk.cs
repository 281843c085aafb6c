using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>The staff of one session against its children.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="ActivityId">The activity.</param>
/// <param name="ActivityName">As parents know it.</param>
/// <param name="Date">The day.</param>
/// <param name="Kind">As the law counts.</param>
/// <param name="UnderSixEach">Children under six for one animator.</param>
/// <param name="FromSixEach">Children from six on for one animator.</param>
/// <param name="Booked">Bookings.</param>
/// <param name="Waiting">Requests for a place that wait.</param>
/// <param name="Planned">Animators planned; null when nobody said.</param>
public sealed record SessionStaffing(
    int SessionId,
    int ActivityId,
    string ActivityName,
    DateOnly Date,
    CareKind Kind,
    int UnderSixEach,
    int FromSixEach,
    ChildrenByAge Booked,
    ChildrenByAge Waiting,
    int? Planned
)
{
    public int Needed => NeededFor(Booked);

    public int NeededWithWaiting => NeededFor(Booked + Waiting);

    public StaffLevel Level => StaffRatio.Level(Planned, Needed, NeededWithWaiting);

    public int NeededFor(ChildrenByAge children) => StaffRatio.Needed(children, StaffRule.Of(Kind, UnderSixEach, FromSixEach));
}

/// <summary>Counts children and staff of sessions, in four statements whatever their number.</summary>
internal sealed class StaffingDesk(IActivitiesDb db)
{
    public async Task<IReadOnlyList<SessionStaffing>> ReadAsync(IQueryable<Session> sessions, CancellationToken cancellationToken)
    {
        var rows = await (
            from session in sessions
            join activity in db.Activities on session.ActivityId equals activity.Id
            orderby session.Date, activity.StartsAt, activity.SortKey
            select new
            {
                session.Id,
                session.ActivityId,
                activity.Name,
                session.Date,
                activity.StartsAt,
                activity.EndsAt,
                Planned = db.StaffPlans.Where(plan => plan.SessionId == session.Id).Select(plan => (int?)plan.Animators).FirstOrDefault(),
            }
        ).ToListAsync(cancellationToken);
        if (rows.Count == 0)
        {
            return [];
        }

        var ids = rows.ConvertAll(row => row.Id);
        var children = (
            await (
                from row in db.EnrolmentRequests.WhereHoldingAPlace()
                join child in db.Children on row.ChildId equals child.Id
                where ids.Contains(row.SessionId)
                select new
                {
                    row.SessionId,
                    row.Status,
                    child.BirthDate,
                }
            ).ToListAsync(cancellationToken)
        ).ToLookup(row => row.SessionId);
        var rules = await RulesAsync(cancellationToken);
        var (first, last) = (rows[0].Date, rows[^1].Date);
        var holidays = new SchoolCalendar(
            await (
                from period in db.HolidayPeriods
                from centre in db.Centres
                where period.Zone == centre.SchoolZone && period.FirstDay <= last && period.ReturnDay > first
                select period
            )
                .AsNoTracking()
                .ToListAsync(cancellationToken)
        );
        return
        [
            .. rows.Select(row =>
            {
                var kind = StaffRatio.KindOf(holidays.HolidayOn(row.Date) is not null, row.StartsAt, row.EndsAt);
                return new SessionStaffing(
                    row.Id,
                    row.ActivityId,
                    row.Name,
                    row.Date,
                    kind,
                    rules[kind].UnderSix,
                    rules[kind].FromSix,
                    Count(RequestStatus.Accepted),
                    Count(RequestStatus.Pending),
                    row.Planned
                );

                ChildrenByAge Count(RequestStatus status) =>
                    children[row.Id]
                        .Where(child => child.Status == status)
                        .Aggregate(default(ChildrenByAge), (count, child) => count.Plus(Child.AgeOn(child.BirthDate, row.Date)));
            }),
        ];
    }

    /// <summary>One rule for each kind: the centre's, or the law's.</summary>
    public async Task<IReadOnlyDictionary<CareKind, StaffRule>> RulesAsync(CancellationToken cancellationToken)
    {
        var own = await db.StaffRules.AsNoTracking().ToDictionaryAsync(rule => rule.Kind, cancellationToken);
        return Enum.GetValues<CareKind>().ToDictionary(kind => kind, kind => own.GetValueOrDefault(kind) ?? StaffRule.Legal(kind));
    }
}
