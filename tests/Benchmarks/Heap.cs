using System.Diagnostics;
using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;

namespace ClsPortal.Benchmarks;

/// <summary>What another .NET process holds: its working set, and what of its heap survives a full collection, by type.</summary>
internal sealed record Heap(long WorkingSet, long Bytes, IReadOnlyDictionary<string, long> Types)
{
    // Switching the snapshot on collects, and tells of each object that is left.
    private static readonly TimeSpan ToCollect = TimeSpan.FromSeconds(20);

    public static async Task<Heap> ReadAsync(int processId)
    {
        using var process = Process.GetProcessById(processId);
        var workingSet = process.WorkingSet64;
        using var session = new DiagnosticsClient(processId).StartEventPipeSession(
            [new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, (long)ClrTraceEventParser.Keywords.GCHeapSnapshot)],
            requestRundown: false,
            circularBufferMB: 1024
        );
        using var source = new EventPipeEventSource(session.EventStream);
        var names = new Dictionary<ulong, string>();
        var sizes = new Dictionary<ulong, long>();
        source.Clr.TypeBulkType += types =>
        {
            for (var index = 0; index < types.Count; index++)
            {
                names[types.Values(index).TypeID] = types.Values(index).TypeName;
            }
        };
        source.Clr.GCBulkNode += objects =>
        {
            for (var index = 0; index < objects.Count; index++)
            {
                var held = objects.Values(index);
                sizes[held.TypeID] = sizes.GetValueOrDefault(held.TypeID) + (long)held.Size;
            }
        };
        var reading = Task.Run(source.Process);
        await Task.Delay(ToCollect);
        await session.StopAsync(CancellationToken.None);
        await reading;
        var types = sizes
            .GroupBy(size => names.GetValueOrDefault(size.Key, "?"), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(size => size.Value), StringComparer.Ordinal);
        return new Heap(workingSet, types.Values.Sum(), types);
    }

    /// <summary>The types of which this one holds more than an earlier one, most first: each with its bytes for one of <paramref name="count"/>.</summary>
    public IEnumerable<(string Type, long Each)> Since(Heap before, int count) =>
        Types
            .Select(type => (type.Key, Each: (type.Value - before.Types.GetValueOrDefault(type.Key)) / count))
            .Where(type => type.Each > 0)
            .OrderByDescending(type => type.Each);
}
