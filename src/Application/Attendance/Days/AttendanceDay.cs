using ClsPortal.Application.Shared;
using ClsPortal.Domain.Attendance;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Attendance;

/// <summary>Whether attendance of a day may be noted, and by whom.</summary>
internal static class AttendanceDay
{
    /// <summary>How long an agent's tablet may have been without a connection.</summary>
    public const int DaysToArrive = 7;

    public static readonly Refusal InFuture = new("AttendanceInFuture", "Cette séance est à venir : les présences se notent le jour même.");

    public static readonly Refusal PastDay = new("AttendancePastDay", "Cette journée est passée : seule la direction peut la corriger.");

    public static readonly Refusal Invoiced = new(
        "AttendanceInvoiced",
        "Cette séance est déjà facturée : la présence ne peut plus être changée. Passez par un avoir."
    );

    /// <summary>Null when whoever asks may note attendance of that day now.</summary>
    /// <param name="date">The session's day.</param>
    /// <param name="deviceAt">When the tablet was touched: an agent's mark of that very day may arrive days later.</param>
    /// <param name="user">Whoever asks.</param>
    /// <param name="clock">Now.</param>
    public static Refusal? Refuse(DateOnly date, DateTime? deviceAt, ICurrentUser user, CentreClock clock)
    {
        var today = clock.Today;
        if (date > today)
        {
            return InFuture;
        }

        var wasMadeThatDay = deviceAt is { } at && DateOnly.FromDateTime(clock.ToWallClock(at)) == date && date >= today.AddDays(-DaysToArrive);
        return date == today || wasMadeThatDay || user.Roles.HasFlag(Roles.Director) ? null : PastDay;
    }

    public static Task<bool> IsInvoicedAsync(IAttendanceDb db, long bookingId, CancellationToken cancellationToken) =>
        db.InvoiceLines.AnyAsync(line => line.BookingId == bookingId && !line.IsToInvoiceAgain, cancellationToken);
}

/// <summary>What is noted about one booking, as a tablet shows it.</summary>
/// <param name="State">Null while nothing counts.</param>
/// <param name="ArrivedAt">On the centre's clocks.</param>
/// <param name="LeftAt">On the centre's clocks.</param>
/// <param name="LeftWith">With whom.</param>
/// <param name="Newest">The newest mark's operation: what the next mark is based on.</param>
/// <param name="By">Who made it.</param>
public sealed record AttendanceNow(AttendanceState? State, TimeOnly? ArrivedAt, TimeOnly? LeftAt, string? LeftWith, Guid? Newest, string? By)
{
    internal static AttendanceNow Of(IReadOnlyCollection<AttendanceMark> marks)
    {
        var picture = AttendancePicture.Of(marks);
        var newest = marks.MaxBy(mark => mark.Position);
        return new(picture?.State, picture?.ArrivedAt, picture?.LeftAt, picture?.LeftWith, newest?.OperationId, newest?.ByName);
    }
}
