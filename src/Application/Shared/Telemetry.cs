using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ClsPortal.Application.Shared;

/// <summary>What operators can watch of the use cases: names, outcomes and times, never content.</summary>
public static class Telemetry
{
    /// <summary>Name of the meter and of the source of traces.</summary>
    public const string Name = "ClsPortal";

    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Messages = Meter.CreateHistogram<double>(
        "portal.message.duration",
        "s",
        "Time of a use case, with its name and outcome"
    );

    internal static ActivitySource Traces { get; } = new(Name);

    internal static void Handled(string message, string outcome, TimeSpan duration) =>
        Messages.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("message", message), new KeyValuePair<string, object?>("outcome", outcome));
}
