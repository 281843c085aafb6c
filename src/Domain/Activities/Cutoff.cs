using ClsPortal.Domain.Shared;

namespace ClsPortal.Domain.Activities;

/// <summary>How the last instant for a parent's request, change or withdrawal is found.</summary>
public enum CutoffKind
{
    /// <summary>A number of elapsed hours before the session starts (the guide's 48 hours).</summary>
    HoursBefore,

    /// <summary>A number of working days before the session's day, at a time of day.</summary>
    WorkingDaysBefore,
}

/// <summary>The cutoff setting of an activity. Immutable.</summary>
public sealed record Cutoff
{
    /// <summary>The guide's delay, section 6: 48 elapsed hours.</summary>
    public static readonly Cutoff FortyEightHours = HoursBefore(48);

    private Cutoff() { }

    /// <summary>Which of the two kinds.</summary>
    public CutoffKind Kind { get; private init; }

    /// <summary>Hours or working days, by <see cref="Kind"/>.</summary>
    public int Amount { get; private init; }

    /// <summary>Time of day in the centre's zone; midnight and unused for <see cref="CutoffKind.HoursBefore"/>.</summary>
    public TimeOnly At { get; private init; }

    /// <summary>Elapsed hours, so that a night of changed clocks moves the wall-clock time, not the delay.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not within 0 to 24 × 60 hours.</exception>
    public static Cutoff HoursBefore(int hours)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hours);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hours, 24 * 60);
        return new Cutoff { Kind = CutoffKind.HoursBefore, Amount = hours };
    }

    /// <summary>Week-ends and public holidays are skipped; 0 working days is the session's own day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not within 0 to 60 days.</exception>
    public static Cutoff WorkingDaysBefore(int days, TimeOnly at)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, 60);
        return new Cutoff
        {
            Kind = CutoffKind.WorkingDaysBefore,
            Amount = days,
            At = at,
        };
    }

    /// <summary>
    /// The UTC instant from which it is too late, for a session that starts on <paramref name="date"/> at
    /// <paramref name="startsAt"/> on the clocks of <paramref name="zone"/>. Never after the session's start.
    /// </summary>
    public DateTime InstantFor(DateOnly date, TimeOnly startsAt, TimeZoneInfo zone)
    {
        var start = zone.ToInstant(date, startsAt);
        if (Kind == CutoffKind.HoursBefore)
        {
            return start.AddHours(-Amount);
        }

        var cutoff = zone.ToInstant(PublicHolidays.WorkingDaysBefore(date, Amount), At);
        return cutoff < start ? cutoff : start;
    }
}
