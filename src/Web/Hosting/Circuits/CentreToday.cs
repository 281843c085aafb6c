using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Web.Hosting;

/// <summary>The date on the centre's clocks, for what a screen proposes or highlights; rules ask the use cases.</summary>
public sealed class CentreToday(TimeProvider time, PortalTimeZone zone)
{
    public DateOnly Date => zone.Zone.DateOf(time.GetUtcNow().UtcDateTime);
}
