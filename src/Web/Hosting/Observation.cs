using System.Diagnostics.Metrics;
using ClsPortal.Application.Shared;
using Microsoft.AspNetCore.Components.Server.Circuits;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// What the operator watches, through OpenTelemetry. Nothing is collected until a setting asks for it: <c>Portal:Metrics</c> opens
/// <c>/metrics</c>; the standard variable <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> sends metrics, traces and logs to a collector.
/// </summary>
internal static class Observation
{
    private const string CollectorKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <exception cref="InvalidOperationException">The value is neither true nor false.</exception>
    public static bool ReadMetrics(IConfiguration configuration) =>
        configuration["Portal:Metrics"] is not { Length: > 0 } text ? false
        : bool.TryParse(text, out var isOn) ? isOn
        : throw new InvalidOperationException($"Portal:Metrics is '{text}': expected true or false.");

    public static WebApplicationBuilder AddObservation(this WebApplicationBuilder builder, PortalSettings settings)
    {
        var sends = !string.IsNullOrEmpty(builder.Configuration[CollectorKey]);
        if (!sends && !settings.ShowsMetrics)
        {
            return builder;
        }

        builder.Services.AddSingleton<CircuitHandler, OpenCircuits>();
        var telemetry = builder
            .Services.AddOpenTelemetry()
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Telemetry.Name).AddMeter("Npgsql").AddAspNetCoreInstrumentation().AddRuntimeInstrumentation();
                if (settings.ShowsMetrics)
                {
                    metrics.AddPrometheusExporter();
                }
            })
            // Paths name what was read; query strings, in which names are searched, are redacted by the instrumentation.
            .WithTracing(traces => traces.AddSource(Telemetry.Name).AddSource("Npgsql").AddAspNetCoreInstrumentation());
        if (sends)
        {
            builder.Logging.AddOpenTelemetry();
            telemetry.UseOtlpExporter();
        }

        return builder;
    }

    public static void UseObservation(this WebApplication app)
    {
        if (app.Services.GetRequiredService<PortalSettings>().ShowsMetrics)
        {
            app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous().WithMetadata(Addresses.AnyHost).ShortCircuit();
        }
    }

    /// <summary>How many browsers hold a circuit on this copy.</summary>
    private sealed class OpenCircuits : CircuitHandler
    {
        private readonly UpDownCounter<int> _open;

        public OpenCircuits(IMeterFactory meters) =>
            _open = meters.Create(Telemetry.Name).CreateUpDownCounter<int>("portal.circuits.open", "{circuit}", "Connected circuits");

        public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
        {
            _open.Add(1);
            return Task.CompletedTask;
        }

        public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
        {
            _open.Add(-1);
            return Task.CompletedTask;
        }
    }
}
