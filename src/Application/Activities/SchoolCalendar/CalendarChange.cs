using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;

namespace ClsPortal.Application.Activities;

/// <param name="ZoneBefore">Null unless the centre moves to another zone.</param>
/// <param name="Added">New periods.</param>
/// <param name="Changed">Periods that move or are renamed.</param>
/// <param name="Removed">Periods that go.</param>
/// <param name="Windows">Booking windows that follow their holidays.</param>
/// <param name="Effects">On sessions and bookings.</param>
/// <param name="Stamp">Stands for all of this.</param>
public sealed record CalendarPreview(
    string? ZoneBefore,
    IReadOnlyList<TargetPeriod> Added,
    IReadOnlyList<PeriodChange> Changed,
    IReadOnlyList<TargetPeriod> Removed,
    IReadOnlyList<WindowMove> Windows,
    PlanEffects Effects,
    string Stamp
)
{
    public bool IsNothing => ZoneBefore is null && Added.Count + Changed.Count + Removed.Count == 0;
}

public sealed record PeriodChange(TargetPeriod Before, TargetPeriod After);

/// <summary>On the centre's clocks.</summary>
public sealed record WindowMove(string ActivityName, DateTime OpensBefore, DateTime ClosesBefore, DateTime Opens, DateTime Closes);

/// <summary>A window, the holidays it is to follow, and its bounds then.</summary>
internal sealed record WindowFollowing(BookingWindow Window, TargetPeriod Next, BookingWindow Following);

/// <summary>What a calendar change reads, and what it would do.</summary>
internal sealed record CalendarChange(
    CalendarPreview Preview,
    IReadOnlyList<HolidayPeriod> Stored,
    IReadOnlyList<WindowFollowing> Moves,
    IReadOnlyList<BookingWindow> Detached,
    Plan Plan,
    Refusal? Refusal
);
