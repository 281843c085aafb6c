namespace ClsPortal.Domain.Activities;

/// <summary>A day or a range of days on which the centre does not open an activity, or any (fermeture).</summary>
public sealed class Closure
{
    private Closure() { }

    /// <summary>Database key.</summary>
    public int Id { get; private set; }

    /// <summary>First day.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Last day.</summary>
    public DateOnly To { get; private set; }

    /// <summary>The activity; null for all of them.</summary>
    public int? ActivityId { get; private set; }

    /// <summary>As families read it, in the calendar and in their mail.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>UTC.</summary>
    public DateTime DecidedAt { get; private set; }

    /// <summary>The login that decided it.</summary>
    public Guid DecidedBy { get; private set; }

    /// <summary>The one act that cancelled bookings and refused requests.</summary>
    public Guid TreatmentId { get; private set; }

    /// <summary>When the days were opened again, UTC; null while they are closed.</summary>
    public DateTime? ReopenedAt { get; private set; }

    /// <summary>Decides a closure.</summary>
    public static Closure Decide(DateOnly from, DateOnly to, int? activityId, string reason, DateTime now, Guid staff, Guid treatmentId) =>
        new()
        {
            From = from,
            To = to,
            ActivityId = activityId,
            Reason = reason,
            DecidedAt = now,
            DecidedBy = staff,
            TreatmentId = treatmentId,
        };

    /// <summary>Ends it.</summary>
    public void Reopen(DateTime now) => ReopenedAt = now;

    /// <summary>True when an activity's day is closed by it.</summary>
    public bool Covers(int activityId, DateOnly date) => ReopenedAt is null && (ActivityId is null || ActivityId == activityId) && date >= From && date <= To;
}
