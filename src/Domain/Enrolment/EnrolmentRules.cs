using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using static ClsPortal.Domain.Shared.RefusalReason;

namespace ClsPortal.Domain.Enrolment;

/// <summary>Who asks: staff act past window and cutoff, never past capacity (SPEC rule 8).</summary>
public enum Asker
{
    /// <summary>A parent, for an own child.</summary>
    Parent,

    /// <summary>Staff, on behalf of a family.</summary>
    Staff,
}

/// <summary>
/// Rules 1 to 7 of enrolment as pure functions. The calendar, the multi-date preview and the commands all ask here, so that no
/// screen promises what a command refuses.
/// </summary>
public sealed class EnrolmentRules(SchoolCalendar calendar, TimeZoneInfo zone)
{
    /// <summary>
    /// Whether a child may get a place in an activity on a day. Reasons come in the order in which a parent would ask:
    /// does it take place, do we already have it, may the child, is it the time, is there room.
    /// </summary>
    /// <param name="activity">With its windows.</param>
    /// <param name="date">The day.</param>
    /// <param name="session">The day's session, null when the centre opened none.</param>
    /// <param name="birthDate">The child's.</param>
    /// <param name="held">The child's live places; only those of the day count.</param>
    /// <param name="now">UTC.</param>
    /// <param name="asker">Parent or staff.</param>
    public Decision CanAsk(
        Activity activity,
        DateOnly date,
        Session? session,
        DateOnly birthDate,
        IEnumerable<HeldPlace> held,
        DateTime now,
        Asker asker = Asker.Parent
    )
    {
        if (activity.TakesPlaceOn(date, calendar) is { IsAllowed: false } notThatDay)
        {
            return notThatDay;
        }

        var sameDay = held.Where(place => place.Date == date).ToList();
        if (session is not null && sameDay.Find(place => place.SessionId == session.Id) is { } own)
        {
            return Decision.Refuse(own.Status == RequestStatus.Pending ? AlreadyAsked : AlreadyBooked);
        }

        if (session is null || session.IsClosed)
        {
            return Decision.Refuse(SessionClosed, detail: session?.ClosedReason);
        }

        if (CheckAge(activity, birthDate, date) is { IsAllowed: false } wrongAge)
        {
            return wrongAge;
        }

        if (asker == Asker.Parent && CheckTime(activity, date, now) is { IsAllowed: false } wrongTime)
        {
            return wrongTime;
        }

        if (sameDay.Find(place => place.OverlapsHours(activity.StartsAt, activity.EndsAt)) is { } other)
        {
            return Decision.Refuse(Overlaps, detail: other.ActivityName);
        }

        return session.PlacesLeft > 0 ? Decision.Allowed : Decision.Refuse(Full);
    }

    /// <summary>Whether a parent may still change or withdraw a request (rule 6).</summary>
    public Decision CanChangeOrWithdraw(RequestStatus status, DateOnly date, TimeOnly startsAt, Cutoff cutoff, DateTime now) =>
        status switch
        {
            RequestStatus.Accepted or RequestStatus.Refused => Decision.Refuse(AlreadyTreated),
            RequestStatus.Withdrawn or RequestStatus.Cancelled => Decision.Refuse(NoLongerStands),
            RequestStatus.Pending => CheckCutoff(cutoff, date, startsAt, now),
            _ => throw new ArgumentOutOfRangeException(nameof(status)),
        };

    /// <summary>Whether a parent may ask to cancel a booking (rule 7).</summary>
    public Decision CanAskCancellation(RequestStatus status, bool cancellationWaits, DateOnly date, TimeOnly startsAt, Cutoff cutoff, DateTime now) =>
        status switch
        {
            RequestStatus.Pending => Decision.Refuse(NotYetTreated),
            RequestStatus.Accepted when cancellationWaits => Decision.Refuse(CancellationAlreadyAsked),
            RequestStatus.Accepted => CheckCutoff(cutoff, date, startsAt, now),
            RequestStatus.Refused or RequestStatus.Withdrawn or RequestStatus.Cancelled => Decision.Refuse(NoLongerStands),
            _ => throw new ArgumentOutOfRangeException(nameof(status)),
        };

    /// <summary>
    /// Whether the booking windows let a parent ask on <paramref name="date"/> at <paramref name="now"/> (rule 1). When none is
    /// open, the answer names the next opening, or else the last closing.
    /// </summary>
    public static Decision CheckWindows(IEnumerable<BookingWindow> windows, DateOnly date, DateTime now) =>
        Explain([.. windows.Where(window => window.Covers(date))], now);

    /// <summary>Whether any window of the activity is open now, whatever the day; says when it opens or closed.</summary>
    public static Decision IsOpenForRequests(Activity activity, DateTime now) => Explain(activity.Windows, now);

    private static Decision Explain(IReadOnlyList<BookingWindow> windows, DateTime now)
    {
        if (windows.Count == 0)
        {
            return Decision.Refuse(NoWindow);
        }

        if (windows.Any(window => window.IsOpenAt(now)))
        {
            return Decision.Allowed;
        }

        var upcoming = windows.Where(window => window.OpensAt > now).Select(window => (DateTime?)window.OpensAt).Min();
        return upcoming is { } opensAt ? Decision.Refuse(WindowNotYetOpen, opensAt) : Decision.Refuse(WindowClosed, windows.Max(window => window.ClosesAt));
    }

    private static Decision CheckAge(Activity activity, DateOnly birthDate, DateOnly date)
    {
        var age = Child.AgeOn(birthDate, date);
        return age < activity.MinAge ? Decision.Refuse(TooYoung, detail: activity.MinAge.ToString(System.Globalization.CultureInfo.InvariantCulture))
            : age > activity.MaxAge ? Decision.Refuse(TooOld, detail: activity.MaxAge.ToString(System.Globalization.CultureInfo.InvariantCulture))
            : Decision.Allowed;
    }

    private Decision CheckTime(Activity activity, DateOnly date, DateTime now)
    {
        // A day in the past is "too late" to a parent, whatever became of its window.
        var cutoff = CheckCutoff(activity.Cutoff, date, activity.StartsAt, now);
        return cutoff.IsAllowed ? CheckWindows(activity.Windows, date, now) : cutoff;
    }

    private Decision CheckCutoff(Cutoff cutoff, DateOnly date, TimeOnly startsAt, DateTime now)
    {
        var instant = cutoff.InstantFor(date, startsAt, zone);
        return now < instant ? Decision.Allowed : Decision.Refuse(PastCutoff, instant);
    }
}
