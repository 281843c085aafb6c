using ClsPortal.Infrastructure.Shared;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClsPortal.Web.Hosting;

/// <summary>Ready means that the database answers.</summary>
internal sealed class DatabaseHealth(PortalDbContext db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The database does not answer.");
}

internal static class DatabaseHealthRegistration
{
    public static IHealthChecksBuilder AddDbContextCheck(this IHealthChecksBuilder checks) => checks.AddCheck<DatabaseHealth>("database");
}
