namespace ClsPortal.Domain.Activities;

/// <summary>The holidays that bind one centre: those of its school zone, and the public ones.</summary>
public sealed class SchoolCalendar(IEnumerable<HolidayPeriod> periods)
{
    private readonly HolidayPeriod[] _periods = [.. periods.OrderBy(period => period.FirstDay)];

    /// <summary>The school holidays that <paramref name="date"/> falls in, or null on a school-time day.</summary>
    public HolidayPeriod? HolidayOn(DateOnly date) => Array.Find(_periods, period => period.Contains(date));
}
