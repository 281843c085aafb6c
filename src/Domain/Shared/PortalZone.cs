namespace ClsPortal.Domain.Shared;

/// <summary>Turns the centre's wall clock (setting <c>Portal:TimeZone</c>) into UTC instants and back.</summary>
public static class PortalZone
{
    /// <summary>
    /// The UTC instant at which the clocks of <paramref name="zone"/> show the given date and time. A time that the clocks
    /// skip in spring is taken one hour later; one that they show twice in autumn is taken the first time.
    /// </summary>
    public static DateTime ToInstant(this TimeZoneInfo zone, DateOnly date, TimeOnly time)
    {
        var local = date.ToDateTime(time);
        if (zone.IsInvalidTime(local))
        {
            local = local.AddHours(1);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
    }

    /// <summary>The UTC instant at which <paramref name="date"/> begins in <paramref name="zone"/>.</summary>
    public static DateTime StartOfDay(this TimeZoneInfo zone, DateOnly date) => zone.ToInstant(date, TimeOnly.MinValue);

    /// <summary>What the clocks of <paramref name="zone"/> show at a UTC instant.</summary>
    public static DateTime ToWallClock(this TimeZoneInfo zone, DateTime instant) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(instant, DateTimeKind.Utc), zone);

    /// <summary>The date in <paramref name="zone"/> at a UTC instant.</summary>
    public static DateOnly DateOf(this TimeZoneInfo zone, DateTime instant) => DateOnly.FromDateTime(zone.ToWallClock(instant));
}
