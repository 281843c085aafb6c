using ClsPortal.Domain.Shared;

namespace ClsPortal.Domain.Attendance;

/// <summary>What somebody at the door noted.</summary>
public enum AttendanceMarkKind
{
    /// <summary>The child is there, since a time.</summary>
    Present,

    /// <summary>The child did not come.</summary>
    Absent,

    /// <summary>The child did not come, with a reason that the centre accepts.</summary>
    AbsentJustified,

    /// <summary>The child left, at a time, with somebody.</summary>
    Left,

    /// <summary>Takes back the last mark that counts.</summary>
    Undo,
}

/// <summary>
/// One touch on a tablet, kept for good: who, when by the tablet's clock and by the server's. The marks of a booking are numbered
/// without gap, so that of two tablets that answer to the same moment one finds its number taken and looks again.
/// </summary>
public sealed class AttendanceMark
{
    private AttendanceMark() { }

    /// <summary>Database key.</summary>
    public long Id { get; private set; }

    /// <summary>Given by the tablet; the same mark sent twice is known by it.</summary>
    public Guid OperationId { get; private set; }

    /// <summary>The booking.</summary>
    public long BookingId { get; private set; }

    /// <summary>From 1, unique within the booking.</summary>
    public int Position { get; private set; }

    /// <summary>What was noted.</summary>
    public AttendanceMarkKind Kind { get; private set; }

    /// <summary>When the child came or left, on the centre's clocks.</summary>
    public TimeOnly? At { get; private set; }

    /// <summary>With whom the child left.</summary>
    public string? LeftWith { get; private set; }

    /// <summary>When it was touched, by the tablet's clock, UTC.</summary>
    public DateTime DeviceAt { get; private set; }

    /// <summary>When it reached the portal, UTC.</summary>
    public DateTime ReceivedAt { get; private set; }

    /// <summary>The login.</summary>
    public Guid By { get; private set; }

    /// <summary>The name behind the login on that day.</summary>
    public string ByName { get; private set; } = "";

    /// <summary>True once a later mark took it back.</summary>
    public bool IsUndone { get; private set; }

    /// <summary>A touch.</summary>
    public static AttendanceMark Note(Guid operationId, long bookingId, int position, MarkedAct act, DateTime deviceAt, Author author) =>
        new()
        {
            OperationId = operationId,
            BookingId = bookingId,
            Position = position,
            Kind = act.Kind,
            At = act.At,
            LeftWith = act.LeftWith,
            DeviceAt = deviceAt,
            ReceivedAt = author.At,
            By = author.LoginId,
            ByName = author.Name,
        };

    /// <summary>Takes it back.</summary>
    public void Undo() => IsUndone = true;
}

/// <summary>What was touched on the sheet.</summary>
/// <param name="Kind">Present, left, absent or taken back.</param>
/// <param name="At">The centre's clock; null where the act has no hour.</param>
/// <param name="LeftWith">Whom the child left with.</param>
public sealed record MarkedAct(AttendanceMarkKind Kind, TimeOnly? At = null, string? LeftWith = null);

/// <summary>What the marks of a booking come to.</summary>
public sealed record AttendancePicture(AttendanceState State, TimeOnly? ArrivedAt, TimeOnly? LeftAt, string? LeftWith)
{
    /// <summary>Reads the marks in their order; null when none counts.</summary>
    public static AttendancePicture? Of(IEnumerable<AttendanceMark> marks) =>
        marks
            .Where(mark => !mark.IsUndone)
            .OrderBy(mark => mark.Position)
            .Aggregate(
                (AttendancePicture?)null,
                (picture, mark) =>
                    mark.Kind switch
                    {
                        AttendanceMarkKind.Present => new(AttendanceState.Present, mark.At, null, null),
                        AttendanceMarkKind.Absent => new(AttendanceState.Absent, null, null, null),
                        AttendanceMarkKind.AbsentJustified => new(AttendanceState.AbsentJustified, null, null, null),
                        // A child whose arrival nobody noted was there all the same.
                        AttendanceMarkKind.Left => new(
                            AttendanceState.Present,
                            picture?.State == AttendanceState.Present ? picture.ArrivedAt : null,
                            mark.At,
                            mark.LeftWith
                        ),
                        AttendanceMarkKind.Undo => picture,
                        _ => throw new ArgumentOutOfRangeException(nameof(marks)),
                    }
            );
}

/// <summary>What becomes of a mark that arrives.</summary>
public enum MarkReception
{
    /// <summary>It counts.</summary>
    Applied,

    /// <summary>A colleague noted the same: nothing to do.</summary>
    AlreadySo,

    /// <summary>A colleague noted something else meanwhile: whoever sent it is shown both.</summary>
    Conflict,
}

/// <summary>Decides about a mark made on a tablet that may not have seen the newest ones.</summary>
public static class AttendanceRules
{
    /// <param name="picture">What stands now.</param>
    /// <param name="newest">The newest mark's operation; null when there is none.</param>
    /// <param name="basedOn">The newest operation that the tablet had seen or sent.</param>
    /// <param name="kind">What the tablet notes.</param>
    public static MarkReception Receive(AttendancePicture? picture, Guid? newest, Guid? basedOn, AttendanceMarkKind kind) =>
        (kind, picture) switch
        {
            (AttendanceMarkKind.Undo, null) => MarkReception.AlreadySo,
            _ when newest == basedOn => MarkReception.Applied,
            (AttendanceMarkKind.Present, { State: AttendanceState.Present, LeftAt: null }) => MarkReception.AlreadySo,
            (AttendanceMarkKind.Absent, { State: AttendanceState.Absent }) => MarkReception.AlreadySo,
            (AttendanceMarkKind.AbsentJustified, { State: AttendanceState.AbsentJustified }) => MarkReception.AlreadySo,
            // One tablet at the entry, one at the exit: the arrival that a colleague noted is no contradiction.
            (AttendanceMarkKind.Left, { State: AttendanceState.Present, LeftAt: null }) => MarkReception.Applied,
            _ => MarkReception.Conflict,
        };
}
