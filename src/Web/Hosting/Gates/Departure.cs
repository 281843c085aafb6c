using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// A copy that is asked to stop says so before it does: readiness goes off at once, so that the proxy sends nobody new, and new
/// circuits are refused, since a connected browser could hold the shutdown for half a minute. Open pages reconnect to another copy.
/// Setting <c>Portal:ShutdownGrace</c>: how many seconds it then still answers, for the proxy to notice.
/// </summary>
internal static class Departure
{
    public static void UseDeparture(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                if (!app.Lifetime.ApplicationStopping.IsCancellationRequested || !context.GetEndpoint().IsCircuit())
                {
                    return next(context);
                }

                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.Headers.RetryAfter = "1";
                return Task.CompletedTask;
            }
        );

    /// <exception cref="InvalidOperationException">The value is not a number of seconds from 0 to 60.</exception>
    public static TimeSpan ReadGrace(IConfiguration configuration)
    {
        var text = configuration["Portal:ShutdownGrace"] ?? "0";
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 60
            ? TimeSpan.FromSeconds(seconds)
            : throw new InvalidOperationException($"Portal:ShutdownGrace is '{text}': expected a number of seconds from 0 to 60.");
    }

    /// <summary>Holds the stop back while the server still listens: hosts call this before any service is stopped.</summary>
    internal sealed class Grace(PortalSettings settings) : IHostedLifecycleService
    {
        public Task StoppingAsync(CancellationToken cancellationToken) => Task.Delay(settings.ShutdownGrace, cancellationToken);

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Unhealthy as soon as the copy was asked to stop.</summary>
    internal sealed class Check(IHostApplicationLifetime lifetime) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("stopping") : HealthCheckResult.Healthy());
    }
}
