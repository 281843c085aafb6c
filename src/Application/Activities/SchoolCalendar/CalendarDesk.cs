using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Centre;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>Works out and carries out a change of the school calendar, for preview and command alike.</summary>
internal sealed class CalendarDesk(IActivitiesDb db, PlanDesk plans, CentreClock clock)
{
    public async Task<CalendarChange> PrepareAsync(CentreProfile centre, CalendarTarget target, bool isTracked, CancellationToken cancellationToken)
    {
        var stored = await Tracked(db.HolidayPeriods.Where(period => period.Zone == target.Zone || period.Zone == centre.SchoolZone), isTracked)
            .ToListAsync(cancellationToken);
        var ofZone = stored.Where(period => period.Zone == target.Zone).ToDictionary(period => period.Id);
        var added = target
            .Periods.Where(period => period.Id is null || !ofZone.ContainsKey(period.Id.Value))
            .Select(period => period with { Id = null })
            .ToList();
        var kept = target.Periods.Where(period => period.Id is { } id && ofZone.ContainsKey(id)).ToDictionary(period => period.Id!.Value);
        var changed = kept
            .Values.Select(period => new PeriodChange(Of(ofZone[period.Id!.Value]), period))
            .Where(change => change.Before != change.After)
            .OrderBy(change => change.After.FirstDay)
            .ToList();
        var removed = ofZone.Values.Where(period => !kept.ContainsKey(period.Id)).OrderBy(period => period.FirstDay).Select(Of).ToList();

        var activities = await Tracked(db.Activities.Include(activity => activity.Windows), isTracked)
            .OrderBy(activity => activity.Id)
            .ToListAsync(cancellationToken);
        var (moves, detached, refusal) = FollowHolidays(activities, stored, target, kept);
        var calendar = new SchoolCalendar(target.Periods.Select(period => HolidayPeriod.Create(period.Name, target.Zone, period.FirstDay, period.ReturnDay)));
        var plan = await plans.PlanAsync(
            [.. activities.Where(activity => !activity.IsArchived && activity.To >= clock.Today)],
            calendar,
            isTracked,
            cancellationToken
        );
        var preview = new CalendarPreview(
            target.Zone == centre.SchoolZone ? null : centre.SchoolZone,
            added,
            changed,
            removed,
            [
                .. moves
                    .Where(move => move.Window.OpensAt != move.Following.OpensAt || move.Window.ClosesAt != move.Following.ClosesAt)
                    .Select(move => new WindowMove(
                        activities.Single(activity => activity.Id == move.Window.ActivityId).Name,
                        clock.ToWallClock(move.Window.OpensAt),
                        clock.ToWallClock(move.Window.ClosesAt),
                        clock.ToWallClock(move.Following.OpensAt),
                        clock.ToWallClock(move.Following.ClosesAt)
                    )),
            ],
            await plans.EffectsAsync(plan, cancellationToken),
            ""
        );
        return new CalendarChange(preview with { Stamp = SetupDesk.Stamp(new { target, preview }) }, stored, moves, detached, plan, refusal);
    }

    /// <summary>In three steps, for the database checks each row as it comes: what goes, what comes, what follows. The caller saves the last.</summary>
    public async Task CarryOutAsync(CentreProfile centre, CalendarTarget target, CalendarChange change, CancellationToken cancellationToken)
    {
        var periods = change.Stored.Where(period => period.Zone == target.Zone).ToDictionary(period => period.Id);
        foreach (var window in change.Detached)
        {
            window.TakeFrom(BookingWindow.Fixed(window.OpensAt, window.ClosesAt, window.CoversFrom, window.CoversTo));
        }

        db.HolidayPeriods.RemoveRange(change.Preview.Removed.Select(period => periods[period.Id!.Value]));
        foreach (var after in change.Preview.Changed.Select(line => line.After))
        {
            periods[after.Id!.Value].Change(after.Name.Trim(), after.FirstDay, after.ReturnDay);
        }

        await db.SaveChangesAsync(cancellationToken);
        var added = change.Preview.Added.ToDictionary(
            period => period,
            period => HolidayPeriod.Create(period.Name.Trim(), target.Zone, period.FirstDay, period.ReturnDay)
        );
        db.HolidayPeriods.AddRange(added.Values);
        await db.SaveChangesAsync(cancellationToken);
        foreach (var (window, next, _) in change.Moves)
        {
            window.TakeFrom(
                window.Following(next.Id is { } id && periods.TryGetValue(id, out var stored) ? stored : added[next with { Id = null }], clock.Zone)
            );
        }

        if (change.Preview.ZoneBefore is not null)
        {
            centre.MoveToZone(target.Zone);
        }

        plans.CarryOut(change.Plan);
    }

    /// <summary>
    /// Windows of holiday stays follow their holidays: the same period, or the one of its name and school year in the new zone. A window whose
    /// holidays go keeps its dates when it is over; while it counts, the change is refused.
    /// </summary>
    private (List<WindowFollowing> Moves, List<BookingWindow> Detached, Refusal? Refusal) FollowHolidays(
        List<Activity> activities,
        List<HolidayPeriod> stored,
        CalendarTarget target,
        Dictionary<int, TargetPeriod> kept
    )
    {
        var moves = new List<WindowFollowing>();
        var detached = new List<BookingWindow>();
        Refusal? refusal = null;
        var byId = stored.ToDictionary(period => period.Id);
        foreach (var (activity, window) in activities.SelectMany(activity => activity.Windows.Select(window => (activity, window))))
        {
            if (window.HolidayPeriodId is not { } id || !byId.TryGetValue(id, out var period))
            {
                continue;
            }

            var key = TargetPeriod.KeyOf(period.Name, TargetPeriod.SchoolYearOf(period.FirstDay));
            var next = kept.GetValueOrDefault(id) ?? target.Periods.FirstOrDefault(candidate => candidate.Key == key);
            if (next is not null)
            {
                if (next.Id != id || next.FirstDay != period.FirstDay || next.ReturnDay != period.ReturnDay)
                {
                    var after = HolidayPeriod.Create(next.Name, target.Zone, next.FirstDay, next.ReturnDay);
                    moves.Add(new WindowFollowing(window, next, window.Following(after, clock.Zone)));
                }
            }
            else if (period.Zone != target.Zone)
            {
                // The new zone has no such holidays: the window keeps its dates, which the director then sees in the activity.
                detached.Add(window);
            }
            else if (activity.IsArchived || activity.To < clock.Today || window.ClosesAt <= clock.Now)
            {
                detached.Add(window);
            }
            else
            {
                refusal ??= new Refusal(
                    "HolidayInUse",
                    $"« {period.Name} » règle la période d’inscription de « {activity.Name} » : changez d’abord cette période, dans l’activité."
                );
            }
        }

        return (moves, detached, refusal);
    }

    private static TargetPeriod Of(HolidayPeriod period) => new(period.Id, period.Name, period.FirstDay, period.ReturnDay);

    private static IQueryable<T> Tracked<T>(IQueryable<T> rows, bool isTracked)
        where T : class => isTracked ? rows : rows.AsNoTracking();
}
