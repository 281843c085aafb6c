using ClsPortal.Domain.Shared;

namespace ClsPortal.Application.Shared;

/// <summary>The portal's zone, a setting (<c>Portal:TimeZone</c>).</summary>
public sealed record PortalTimeZone(TimeZoneInfo Zone);

/// <summary>Now, as the centre's clocks show it. The demonstration clock comes in through <see cref="TimeProvider"/>.</summary>
public sealed class CentreClock(TimeProvider time, PortalTimeZone zone)
{
    public TimeZoneInfo Zone => zone.Zone;

    /// <summary>UTC, cut to microseconds: finer than that PostgreSQL does not keep, and what is read back must equal what was written.</summary>
    public DateTime Now
    {
        get
        {
            var now = time.GetUtcNow().UtcDateTime;
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        }
    }

    public DateOnly Today => Zone.DateOf(Now);

    public DateTime ToWallClock(DateTime instant) => Zone.ToWallClock(instant);
}
