namespace ClsPortal.Domain.Messaging;

/// <summary>Mails that the portal sends by itself, once a day.</summary>
public enum ReminderKind
{
    /// <summary>To the centre: requests that wait longer than it promised.</summary>
    LateRequests,

    /// <summary>To families: what their children are booked into tomorrow.</summary>
    TomorrowSessions,

    /// <summary>To families: pieces they handed in that are about to expire.</summary>
    ExpiringPieces,
}

/// <summary>Whether a reminder is sent; where the centre chose nothing, <see cref="IsOnByDefault"/> holds.</summary>
public sealed class ReminderSetting
{
    private ReminderSetting() { }

    /// <summary>The kind; the key.</summary>
    public ReminderKind Kind { get; private set; }

    /// <summary>True when it is sent.</summary>
    public bool IsOn { get; private set; }

    /// <summary>How many days ahead, for a kind that looks ahead; null for <see cref="DefaultDays"/>.</summary>
    public int? Days { get; private set; }

    /// <summary>Days ahead where the centre chose none.</summary>
    public const int DefaultDays = 30;

    /// <summary>Furthest look ahead, in days.</summary>
    public const int MostDays = 120;

    /// <summary>A choice of the centre's.</summary>
    public static ReminderSetting For(ReminderKind kind, bool isOn) => new() { Kind = kind, IsOn = isOn };

    /// <summary>Sets how many days ahead.</summary>
    public void LookAhead(int days) => Days = days;

    /// <summary>True for a kind that has days to set.</summary>
    public static bool LooksAhead(ReminderKind kind) => kind == ReminderKind.ExpiringPieces;

    /// <summary>Changes it.</summary>
    public void Switch(bool isOn) => IsOn = isOn;

    /// <summary>The centre is reminded of its promise; families are not written to unless it wants to.</summary>
    public static bool IsOnByDefault(ReminderKind kind) => kind == ReminderKind.LateRequests;

    /// <summary>The hour of the centre's clocks from which the day's reminder is sent.</summary>
    public static TimeOnly SentFrom(ReminderKind kind) =>
        kind switch
        {
            ReminderKind.LateRequests => new(7, 0),
            ReminderKind.TomorrowSessions => new(15, 0),
            _ => new(9, 0),
        };
}

/// <summary>A reminder of a day that was taken care of. Its key lets one of several copies of the portal do it, once.</summary>
public sealed class ReminderRun
{
    private ReminderRun() { }

    /// <summary>The kind.</summary>
    public ReminderKind Kind { get; private set; }

    /// <summary>The day on the centre's clocks.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>How many mails it wrote.</summary>
    public int Mails { get; private set; }

    /// <summary>Takes the day.</summary>
    public static ReminderRun Take(ReminderKind kind, DateOnly day, DateTime now) =>
        new()
        {
            Kind = kind,
            Day = day,
            At = now,
        };

    /// <summary>Says how many mails it wrote.</summary>
    public void Wrote(int mails) => Mails = mails;
}
