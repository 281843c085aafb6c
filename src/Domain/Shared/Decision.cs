namespace ClsPortal.Domain.Shared;

/// <summary>Why the rules refuse. The names are stable codes: logs, tests and the audit use them.</summary>
public enum RefusalReason
{
    /// <summary>The activity has not begun or is over on that day.</summary>
    OutsideActivitySpan,

    /// <summary>The activity never takes place on that weekday.</summary>
    NotAWeekdayOfTheActivity,

    /// <summary>A public holiday; the detail is its name.</summary>
    PublicHoliday,

    /// <summary>School holidays, for a school-time activity; the detail is their name.</summary>
    SchoolHolidays,

    /// <summary>A school day, for a holiday activity.</summary>
    NotInSchoolHolidays,

    /// <summary>The centre closed the day, or opened none; the detail is its reason.</summary>
    SessionClosed,

    /// <summary>The child is too young on the day; the detail is the youngest age.</summary>
    TooYoung,

    /// <summary>The child is too old on the day; the detail is the oldest age.</summary>
    TooOld,

    /// <summary>Requests are taken later; the instant is when.</summary>
    WindowNotYetOpen,

    /// <summary>Requests are no longer taken; the instant is since when.</summary>
    WindowClosed,

    /// <summary>No window was ever set for the day.</summary>
    NoWindow,

    /// <summary>Too late; the instant is since when.</summary>
    PastCutoff,

    /// <summary>A request of the child waits for an answer.</summary>
    AlreadyAsked,

    /// <summary>The child is booked.</summary>
    AlreadyBooked,

    /// <summary>The child holds another session at these hours; the detail is its name.</summary>
    Overlaps,

    /// <summary>No place left.</summary>
    Full,

    /// <summary>The centre has treated the request, so it is no longer the parent's.</summary>
    AlreadyTreated,

    /// <summary>The request was withdrawn or the booking cancelled meanwhile.</summary>
    NoLongerStands,

    /// <summary>The request still waits, so there is no booking to cancel: it can simply be withdrawn.</summary>
    NotYetTreated,

    /// <summary>A cancellation of the booking already waits for an answer.</summary>
    CancellationAlreadyAsked,

    /// <summary>The stop is not one of the activity's bus in that direction.</summary>
    UnknownBusStop,

    /// <summary>No decision on a request: the centre booked, moved or cancelled by itself.</summary>
    NotARequest,

    /// <summary>The decision is older than a day, or the session has begun.</summary>
    TooLate,
}

/// <summary>The answer of a rule: allowed, or refused with the reason and, where time decides, the instant.</summary>
public readonly record struct Decision
{
    /// <summary>Yes.</summary>
    public static readonly Decision Allowed;

    private Decision(RefusalReason reason, DateTime? instant, string? detail)
    {
        Reason = reason;
        Instant = instant;
        Detail = detail;
    }

    /// <summary>Null when allowed.</summary>
    public RefusalReason? Reason { get; }

    /// <summary>Since when (UTC) the answer is no, or from when it will be yes; null when time does not decide.</summary>
    public DateTime? Instant { get; }

    /// <summary>The name or number that the sentence needs; null when it needs none.</summary>
    public string? Detail { get; }

    /// <summary>True when there is no reason against it.</summary>
    public bool IsAllowed => Reason is null;

    /// <summary>No, and why.</summary>
    public static Decision Refuse(RefusalReason reason, DateTime? instant = null, string? detail = null) => new(reason, instant, detail);
}
