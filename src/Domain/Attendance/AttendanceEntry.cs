namespace ClsPortal.Domain.Attendance;

/// <summary>Whether a booked child came.</summary>
public enum AttendanceState
{
    /// <summary>Present.</summary>
    Present,

    /// <summary>Absent without a reason that the centre accepts: invoiced, unless the settings say otherwise.</summary>
    Absent,

    /// <summary>Absent with a reason that the centre accepts: not invoiced, unless the settings say otherwise.</summary>
    AbsentJustified,
}

/// <summary>
/// What became of one booking on its day, as invoicing needs it. A booking without one is invoiced like a presence, and the
/// accountant is told how many there are. The reason of an absence is not kept: it may be about health.
/// </summary>
public sealed class AttendanceEntry
{
    /// <summary>Longest <see cref="LeftWith"/>, in characters.</summary>
    public const int LeftWithMaxLength = 450;

    private AttendanceEntry() { }

    /// <summary>The booking (an accepted request, decision 0002): one attendance each.</summary>
    public long BookingId { get; private set; }

    /// <summary>Whether the child came.</summary>
    public AttendanceState State { get; private set; }

    /// <summary>When the child came, on the centre's clocks; null for an absent one.</summary>
    public TimeOnly? ArrivedAt { get; private set; }

    /// <summary>When the child left, on the centre's clocks.</summary>
    public TimeOnly? LeftAt { get; private set; }

    /// <summary>With whom, as the record named the person on that day; or the note about somebody it does not name.</summary>
    public string? LeftWith { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime RecordedAt { get; private set; }

    /// <summary>The login that recorded it last.</summary>
    public Guid RecordedBy { get; private set; }

    /// <summary>Records what was seen.</summary>
    public static AttendanceEntry Record(long bookingId, AttendanceState state, DateTime now, Guid by) =>
        new()
        {
            BookingId = bookingId,
            State = state,
            RecordedAt = now,
            RecordedBy = by,
        };

    /// <summary>Takes over what the marks of the booking come to.</summary>
    public void Become(AttendancePicture picture, DateTime now, Guid by) =>
        (State, ArrivedAt, LeftAt, LeftWith, RecordedAt, RecordedBy) = (picture.State, picture.ArrivedAt, picture.LeftAt, picture.LeftWith, now, by);
}
