using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>Days that change, per activity.</summary>
internal sealed record Plan(IReadOnlyList<(Activity Activity, IReadOnlyList<PlannedDay> Days)> Activities);

/// <summary>Works out what a change of the calendar or of an activity does to sessions and bookings, and carries it out.</summary>
internal sealed class PlanDesk(IActivitiesDb db, CentreClock clock, ITransactions transactions, ChangeFeed feed)
{
    /// <summary>
    /// The plan for activities as they are given, changed or not, in two statements whatever their number. The sessions are tracked when
    /// the caller is to carry it out.
    /// </summary>
    /// <param name="activities">As they are to be.</param>
    /// <param name="calendar">As it is to be.</param>
    /// <param name="isTracked">True when the caller carries it out.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="from">The first day that may change; null for today.</param>
    public async Task<Plan> PlanAsync(
        IReadOnlyList<Activity> activities,
        SchoolCalendar calendar,
        bool isTracked,
        CancellationToken cancellationToken,
        DateOnly? from = null
    )
    {
        var today = from ?? clock.Today;
        var ids = activities.Select(activity => activity.Id).ToList();
        var rows = db.Sessions.Where(session => ids.Contains(session.ActivityId) && session.Date >= today);
        var sessions = (await (isTracked ? rows : rows.AsNoTracking()).ToListAsync(cancellationToken)).ToLookup(session => session.ActivityId);
        var closures = await db.Closures.AsNoTracking().Where(closure => closure.ReopenedAt == null && closure.To >= today).ToListAsync(cancellationToken);
        return new Plan([.. activities.Select(activity => (activity, SessionPlan.For(activity, calendar, sessions[activity.Id], closures, today)))]);
    }

    /// <summary>What the plan does, with the live requests on the days it takes away.</summary>
    public async Task<PlanEffects> EffectsAsync(Plan plan, CancellationToken cancellationToken)
    {
        var lost = plan
            .Activities.SelectMany(planned => planned.Days)
            .Where(day => day.Change == SessionChange.Removed)
            .ToDictionary(day => day.Existing!.Id, day => Why(day));
        var touched = lost.Count == 0 ? [] : await TouchedAsync([.. lost.Keys], cancellationToken);
        return new PlanEffects(
            [
                .. plan
                    .Activities.Where(planned => planned.Days.Count > 0)
                    .Select(planned => new ActivityEffect(
                        planned.Activity.Id,
                        planned.Activity.Name,
                        [
                            .. planned.Days.Select(day => new DayEffect(
                                day.Date,
                                day.Change,
                                day.Change == SessionChange.Removed ? Why(day) : day.ClosedBy?.Reason
                            )),
                        ]
                    )),
            ],
            [.. touched.Select(line => line.Booking with { Why = lost[line.SessionId] })]
        );
    }

    /// <summary>Makes and closes sessions; the caller saves. What is held on a day that is lost stays held.</summary>
    public void CarryOut(Plan plan)
    {
        foreach (var (activity, days) in plan.Activities)
        {
            foreach (var day in days)
            {
                switch (day)
                {
                    case { Change: SessionChange.Added }:
                        var made = Session.Create(activity.Id, day.Date, activity.DefaultCapacity);
                        db.Sessions.Add(day.ClosedBy is { } closure ? made.Close(closure.Reason) : made);
                        break;
                    case { Change: SessionChange.Returned, ClosedBy: null }:
                        day.Existing!.Open();
                        break;
                    case { Change: SessionChange.Returned }:
                        day.Existing!.RejoinPlanClosed(day.ClosedBy.Reason);
                        break;
                    default:
                        day.Existing!.LeavePlan(Why(day));
                        break;
                }
            }
        }

        transactions.AfterCommit(() => feed.Publish(ChangeNotice.Anything));
    }

    /// <summary>Live requests and bookings of the sessions, in the order of their days.</summary>
    public async Task<IReadOnlyList<(int SessionId, TouchedBooking Booking)>> TouchedAsync(
        IReadOnlyCollection<int> sessionIds,
        CancellationToken cancellationToken
    )
    {
        var rows = await (
            from row in db.EnrolmentRequests.WhereHoldingAPlace()
            join session in db.Sessions on row.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            join child in db.Children on row.ChildId equals child.Id
            join family in db.Families on row.FamilyId equals family.Id
            where sessionIds.Contains(session.Id)
            orderby session.Date, activity.SortKey, family.SortKey, row.Id
            select new
            {
                SessionId = session.Id,
                row.Id,
                row.FamilyId,
                Family = family.Name,
                child.FirstName,
                ActivityId = activity.Id,
                activity.Name,
                session.Date,
                row.Status,
            }
        ).ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row =>
                (row.SessionId, new TouchedBooking(row.Id, row.FamilyId, row.Family, row.FirstName, row.ActivityId, row.Name, row.Date, row.Status, ""))
            ),
        ];
    }

    private static string Why(PlannedDay day) =>
        day.Why?.Reason switch
        {
            RefusalReason.OutsideActivitySpan => "hors des dates de l’activité",
            RefusalReason.NotAWeekdayOfTheActivity => "jour de la semaine retiré de l’activité",
            RefusalReason.PublicHoliday => $"jour férié ({day.Why?.Detail})",
            RefusalReason.SchoolHolidays => $"vacances scolaires ({day.Why?.Detail})",
            RefusalReason.NotInSchoolHolidays => "hors des vacances scolaires",
            var other => throw new InvalidOperationException($"No plan takes a day away because of {other}"),
        };
}
