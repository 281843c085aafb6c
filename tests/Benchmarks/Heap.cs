using System.Diagnostics;
using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Runtime;

namespace ClsPortal.Benchmarks;

/// <summary>What another .NET process holds: its working set, and what of its heap survives a full collection, by type.</summary>
internal sealed record Heap(long WorkingSet, long Bytes, IReadOnlyDictionary<string, long> Types)
{
    private const long CollectNow = 0x800000; // GCHeapCollect of the runtime's events: switching it on collects.
    private static readonly TimeSpan ToCollect = TimeSpan.FromSeconds(5);

    public static async Task<Heap> ReadAsync(int processId)
    {
        using var process = Process.GetProcessById(processId);
        var workingSet = process.WorkingSet64;
        await CollectAsync(processId);
        using var target = DataTarget.AttachToProcess(processId, suspend: true);
        using var runtime = target.ClrVersions[0].CreateRuntime();
        var types = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var held in runtime.Heap.EnumerateObjects().Where(held => held.IsValid && !held.IsFree))
        {
            var name = held.Type?.Name ?? "?";
            types[name] = types.GetValueOrDefault(name) + (long)held.Size;
        }

        return new Heap(workingSet, types.Values.Sum(), types);
    }

    /// <summary>The types of which this one holds more than an earlier one, most first: each with its bytes for one of <paramref name="count"/>.</summary>
    public IEnumerable<(string Type, long Each)> Since(Heap before, int count) =>
        Types
            .Select(type => (type.Key, Each: (type.Value - before.Types.GetValueOrDefault(type.Key)) / count))
            .Where(type => type.Each > 0)
            .OrderByDescending(type => type.Each);

    private static async Task CollectAsync(int processId)
    {
        var client = new DiagnosticsClient(processId);
        using var session = client.StartEventPipeSession(
            [new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, CollectNow)],
            requestRundown: false
        );
        var reading = session.EventStream.CopyToAsync(Stream.Null);
        await Task.Delay(ToCollect);
        await session.StopAsync(CancellationToken.None);
        await reading;
    }
}
