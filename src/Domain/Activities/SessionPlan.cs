using ClsPortal.Domain.Shared;

namespace ClsPortal.Domain.Activities;

/// <summary>What a plan does to one day of an activity.</summary>
public enum SessionChange
{
    /// <summary>A session is made.</summary>
    Added,

    /// <summary>A session that had left the plan comes back.</summary>
    Returned,

    /// <summary>The session is closed: the activity no longer takes place on that day. What is held stays for staff to treat.</summary>
    Removed,
}

/// <summary>One day of a plan.</summary>
/// <param name="Date">The day.</param>
/// <param name="Change">What happens to it.</param>
/// <param name="Existing">The session that is there; null for one that is made.</param>
/// <param name="Why">Why the activity no longer takes place; null when the day is won.</param>
/// <param name="ClosedBy">The closure that keeps a day which is won shut; null when it opens.</param>
public sealed record PlannedDay(DateOnly Date, SessionChange Change, Session? Existing, Decision? Why, Closure? ClosedBy);

/// <summary>
/// The sessions that an activity should have, against those it has. Screens show it and commands carry it out, so that nothing
/// happens but what was shown. Days that are past stay as they were.
/// </summary>
public static class SessionPlan
{
    /// <summary>The days from <paramref name="today"/> on that change, in order.</summary>
    public static IReadOnlyList<PlannedDay> For(
        Activity activity,
        SchoolCalendar calendar,
        IEnumerable<Session> existing,
        IReadOnlyCollection<Closure> closures,
        DateOnly today
    )
    {
        var sessions = existing.Where(session => session.Date >= today).ToDictionary(session => session.Date);
        var days = new List<PlannedDay>();
        foreach (var date in activity.IsArchived ? [] : activity.Days(calendar).Where(date => date >= today))
        {
            var session = sessions.GetValueOrDefault(date);
            if (session is null || session.IsOutOfPlan)
            {
                var closure = closures.FirstOrDefault(closure => closure.Covers(activity.Id, date));
                days.Add(new PlannedDay(date, session is null ? SessionChange.Added : SessionChange.Returned, session, null, closure));
            }
        }

        foreach (var session in sessions.Values.Where(session => !session.IsOutOfPlan))
        {
            var takesPlace = activity.IsArchived ? Decision.Refuse(RefusalReason.OutsideActivitySpan) : activity.TakesPlaceOn(session.Date, calendar);
            if (!takesPlace.IsAllowed)
            {
                days.Add(new PlannedDay(session.Date, SessionChange.Removed, session, takesPlace, null));
            }
        }

        return [.. days.OrderBy(day => day.Date)];
    }
}
