namespace ClsPortal.Domain.Activities;

/// <summary>A set of weekdays.</summary>
[Flags]
public enum Weekdays
{
    /// <summary>No day.</summary>
    None = 0,

    /// <summary>Lundi.</summary>
    Monday = 1,

    /// <summary>Mardi.</summary>
    Tuesday = 2,

    /// <summary>Mercredi.</summary>
    Wednesday = 4,

    /// <summary>Jeudi.</summary>
    Thursday = 8,

    /// <summary>Vendredi.</summary>
    Friday = 16,

    /// <summary>Samedi.</summary>
    Saturday = 32,

    /// <summary>Dimanche.</summary>
    Sunday = 64,

    /// <summary>Monday to Friday.</summary>
    WorkingWeek = Monday | Tuesday | Wednesday | Thursday | Friday,

    /// <summary>Every day.</summary>
    All = WorkingWeek | Saturday | Sunday,
}

/// <summary>Questions to a set of weekdays.</summary>
public static class WeekdaysExtensions
{
    /// <summary>True when the weekday of <paramref name="date"/> is in the set.</summary>
    public static bool Includes(this Weekdays days, DateOnly date) => (days & Of(date.DayOfWeek)) != Weekdays.None;

    /// <summary>The set that holds this one day.</summary>
    public static Weekdays Of(DayOfWeek day) => (Weekdays)(1 << (((int)day + 6) % 7));
}
