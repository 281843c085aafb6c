using ClsPortal.Domain.Shared;

namespace ClsPortal.Domain.Activities;

/// <summary>How a window's bounds are found.</summary>
public enum BookingWindowKind
{
    /// <summary>Both bounds are set.</summary>
    Fixed,

    /// <summary>Both bounds follow from a holiday period and the first day of the stay.</summary>
    Holiday,
}

/// <summary>When requests for an activity may be made (période d'inscription).</summary>
public sealed class BookingWindow
{
    /// <summary>The guide's lead, section 6: four weeks before the stay begins.</summary>
    public const int DefaultLeadWeeks = 4;

    private BookingWindow() { }

    /// <summary>Database key.</summary>
    public int Id { get; private set; }

    /// <summary>The activity that this window opens.</summary>
    public int ActivityId { get; private set; }

    /// <summary>Fixed or derived.</summary>
    public BookingWindowKind Kind { get; private set; }

    /// <summary>First UTC instant at which requests are taken.</summary>
    public DateTime OpensAt { get; private set; }

    /// <summary>First UTC instant at which they are no longer taken.</summary>
    public DateTime ClosesAt { get; private set; }

    /// <summary>First session day that the window covers.</summary>
    public DateOnly CoversFrom { get; private set; }

    /// <summary>Last session day that the window covers.</summary>
    public DateOnly CoversTo { get; private set; }

    /// <summary>The holidays that a derived window follows; null for a fixed one.</summary>
    public int? HolidayPeriodId { get; private set; }

    /// <summary>First day of the stay, from which the lead counts back; null for a fixed window.</summary>
    public DateOnly? StayStart { get; private set; }

    /// <summary>How many weeks before the stay it opens; 0 for a fixed window.</summary>
    public int LeadWeeks { get; private set; }

    /// <summary>The weekday at whose end it closes; of no meaning for a fixed window.</summary>
    public DayOfWeek ClosingDay { get; private set; }

    /// <summary>A window between two given UTC instants, for the sessions of a span of days.</summary>
    /// <exception cref="ArgumentException">It closes before it opens.</exception>
    public static BookingWindow Fixed(DateTime opensAt, DateTime closesAt, DateOnly coversFrom, DateOnly coversTo) =>
        closesAt <= opensAt
            ? throw new ArgumentException("A window closes after it opens.", nameof(closesAt))
            : new()
            {
                Kind = BookingWindowKind.Fixed,
                OpensAt = opensAt,
                ClosesAt = closesAt,
                CoversFrom = coversFrom,
                CoversTo = coversTo,
            };

    /// <summary>
    /// The window of a holiday stay (guide, section 6): it opens at 00:00, <paramref name="leadWeeks"/> weeks before
    /// <paramref name="stayStart"/>, and closes at the end of the last <paramref name="closingDay"/> strictly before the first
    /// day of the holidays. It covers the sessions of that holiday.
    /// </summary>
    public static BookingWindow Holiday(
        HolidayPeriod holiday,
        DateOnly stayStart,
        TimeZoneInfo zone,
        int leadWeeks = DefaultLeadWeeks,
        DayOfWeek closingDay = DayOfWeek.Wednesday
    ) =>
        new()
        {
            Kind = BookingWindowKind.Holiday,
            OpensAt = zone.StartOfDay(stayStart.AddDays(-7 * leadWeeks)),
            ClosesAt = zone.StartOfDay(LastStrictlyBefore(holiday.FirstDay, closingDay).AddDays(1)),
            CoversFrom = holiday.FirstDay,
            CoversTo = holiday.ReturnDay.AddDays(-1),
            HolidayPeriodId = holiday.Id == 0 ? null : holiday.Id,
            StayStart = stayStart,
            LeadWeeks = leadWeeks,
            ClosingDay = closingDay,
        };

    /// <summary>Takes over another window's bounds, and keeps its own key.</summary>
    public void TakeFrom(BookingWindow other)
    {
        (Kind, OpensAt, ClosesAt, CoversFrom, CoversTo) = (other.Kind, other.OpensAt, other.ClosesAt, other.CoversFrom, other.CoversTo);
        (HolidayPeriodId, StayStart, LeadWeeks, ClosingDay) = (other.HolidayPeriodId, other.StayStart, other.LeadWeeks, other.ClosingDay);
    }

    /// <summary>
    /// The window that the same stay has once its holidays moved. A stay that began on the first Monday, or so many days into the
    /// holidays, begins as many days into the new ones.
    /// </summary>
    public BookingWindow Following(HolidayPeriod holiday, TimeZoneInfo zone) =>
        Holiday(holiday, (StayStart ?? CoversFrom).AddDays(holiday.FirstDay.DayNumber - CoversFrom.DayNumber), zone, LeadWeeks, ClosingDay);

    /// <summary>True when requests for a session on <paramref name="date"/> are this window's business.</summary>
    public bool Covers(DateOnly date) => date >= CoversFrom && date <= CoversTo;

    /// <summary>True from <see cref="OpensAt"/> on and strictly before <see cref="ClosesAt"/>.</summary>
    public bool IsOpenAt(DateTime now) => now >= OpensAt && now < ClosesAt;

    private static DateOnly LastStrictlyBefore(DateOnly date, DayOfWeek weekday)
    {
        do
        {
            date = date.AddDays(-1);
        } while (date.DayOfWeek != weekday);
        return date;
    }
}
