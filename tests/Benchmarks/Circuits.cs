using System.Diagnostics;
using System.Globalization;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Support;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Benchmarks;

/// <summary>Real circuits of signed-in parents on the calendar of one published portal: what each costs in memory, and how a rush on few places ends.</summary>
internal static class Circuits
{
    private const int AtOnce = 8;
    private const double Kibibyte = 1024;

    /// <summary>Opens that many circuits, all on a month of the calendar, and holds them; then as many on the counter of the bare template.</summary>
    public static async Task MemoryAsync(string connection, int circuits)
    {
        Told portal;
        await using (var stage = await Stage.OpenAsync(connection, circuits + 20, capacity: 1_000_000))
        {
            // What the first visitors make the portal load is not the price of a circuit.
            await stage.EnterAsync(circuits, 20);
            portal = await MeasureAsync("portal, calendar", stage.Portal.ProcessId, circuits, () => stage.EnterAsync(0, circuits));
        }

        await using var bare = await BareTemplate.StartAsync();
        List<PortalVisitor> visitors = [];
        List<CircuitPage> pages = [];
        await EnterBareAsync(20);
        var template = await MeasureAsync("bare template, counter", bare.ProcessId, circuits, () => EnterBareAsync(circuits));
        Console.WriteLine(
            $"heap {(double)portal.Heap / template.Heap:0.0} times the template's (goal: at most 2, and 250 KiB), "
                + $"working set {(double)portal.WorkingSet / template.WorkingSet:0.0} times"
        );
        await Task.WhenAll(pages.Select(page => page.DisposeAsync().AsTask()));
        visitors.ForEach(visitor => visitor.Dispose());

        async Task EnterBareAsync(int count)
        {
            for (var visit = 0; visit < count; visit++)
            {
                var visitor = new PortalVisitor(bare.Address);
                visitors.Add(visitor);
                pages.Add(await visitor.OpenAsync("/counter"));
            }
        }
    }

    private static async Task<Told> MeasureAsync(string name, int process, int circuits, Func<Task> enter)
    {
        var before = await Heap.ReadAsync(process);
        await enter();
        await Task.Delay(TimeSpan.FromSeconds(5));
        var after = await Heap.ReadAsync(process);
        var each = new Told((after.Bytes - before.Bytes) / circuits, (after.WorkingSet - before.WorkingSet) / circuits);
        Console.WriteLine(
            $"{circuits} circuits, {name}: heap after a full collection {each.Heap / Kibibyte:0} KiB each, "
                + $"working set before one {each.WorkingSet / Kibibyte:0} KiB each ({after.WorkingSet / Kibibyte / Kibibyte:0} MiB in all)"
        );
        foreach (var (type, bytes) in after.Since(before, circuits).Take(25))
        {
            Console.WriteLine($"  {bytes / Kibibyte, 7:0.0} KiB  {type}");
        }

        return each;
    }

    /// <summary>Bytes for each circuit.</summary>
    private sealed record Told(long Heap, long WorkingSet);

    /// <summary>All parents click the same day at the same moment; each is answered with a request or with the sentence that there is no place.</summary>
    /// <remarks>pgbench runs before and after it, with the statements of a request that gets its place.</remarks>
    public static async Task RushAsync(PostgresServer server, int parents, int places)
    {
        var hot = await server.CreateDatabaseAsync();
        await using var bench = await HotSession.PrepareAsync(hot);
        var script = await Pgbench.RecordAsync(bench);
        await using var stage = await Stage.OpenAsync(await server.CreateDatabaseAsync(), parents, places);
        await stage.EnterAsync(0, parents);
        await bench.ResetAsync();
        var pgbenchBefore = await Pgbench.RunAsync(hot, script, 8);
        var started = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(
            stage.Pages.Select(async page =>
            {
                var answer = await page.ClickDayAsync(stage.Crowd.Days[0], [Crowd.Sent, Crowd.Full, Crowd.Busy]);
                return (Answer: answer, Milliseconds: Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            })
        );
        var took = Stopwatch.GetElapsedTime(started);
        var sent = answers.Count(answer => answer.Answer == Crowd.Sent);
        var kept = await stage.Crowd.FindAsync(db => db.EnrolmentRequests.CountAsync());
        var unsound = await stage.Crowd.UnsoundSessionsAsync();
        Console.WriteLine(
            $"{parents} parents on {places} places: {sent} told they have one, {answers.Count(answer => answer.Answer == Crowd.Full)} that none is left, "
                + $"{answers.Count(answer => answer.Answer == Crowd.Busy)} to try again; {kept} requests kept"
        );
        var pgbench = (pgbenchBefore + await Pgbench.RunAsync(hot, script, 8)) / 2;
        Console.WriteLine(
            $"all answered in {took.TotalSeconds:0.0} s, {parents / took.TotalSeconds:0}/s; pgbench with the same SQL {pgbench:0}/s, "
                + $"ratio {parents / took.TotalSeconds / pgbench:0.00} (goal: at least 0.8)"
        );
        Print("all", [.. answers.Select(answer => answer.Milliseconds)]);
        Print("with a place", [.. answers.Where(answer => answer.Answer == Crowd.Sent).Select(answer => answer.Milliseconds)]);
        if (sent != kept || kept != places || unsound.Count > 0)
        {
            throw new InvalidOperationException("Places were lost or given twice: the run was not sound.");
        }
    }

    private static void Print(string who, double[] latencies)
    {
        Array.Sort(latencies);
        var (p50, p99) = (latencies[latencies.Length / 2], latencies[latencies.Length * 99 / 100]);
        Console.WriteLine($"  {who}: p50 {p50:0} ms, p99 {p99:0} ms, p99/p50 {p99 / p50:0.0} (goal: at most 10)");
    }

    private sealed class Stage : IAsyncDisposable
    {
        private readonly List<PortalVisitor> _visitors = [];

        private Stage(Crowd crowd, PortalProcess portal) => (Crowd, Portal) = (crowd, portal);

        public Crowd Crowd { get; }

        public PortalProcess Portal { get; }

        public List<CircuitPage> Pages { get; } = [];

        public static async Task<Stage> OpenAsync(string connection, int families, int capacity)
        {
            var database = new DatabaseSettings(DatabaseProvider.Postgres, connection);
            var crowd = await Crowd.PrepareAsync(database, families, capacity);
            return new Stage(crowd, await PortalProcess.StartAsync(Crowd.Settings(database)));
        }

        public async Task EnterAsync(int first, int count)
        {
            var started = Stopwatch.GetTimestamp();
            Lock gate = new();
            await Parallel.ForEachAsync(
                Enumerable.Range(first, count),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
                async (family, cancellation) =>
                {
                    var visitor = new PortalVisitor(
                        Portal.Address,
                        string.Create(CultureInfo.InvariantCulture, $"10.{family / 62500}.{family / 250 % 250}.{1 + (family % 250)}")
                    );
                    await visitor.SignInAsync(Crowd.Email(family), Crowd.Password, cancellation);
                    var page = await visitor.OpenAsync(Crowd.Page(family), cancellation);
                    lock (gate)
                    {
                        _visitors.Add(visitor);
                        Pages.Add(page);
                    }
                }
            );
            Console.WriteLine($"{count} parents signed in and opened the calendar in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
        }

        public async ValueTask DisposeAsync()
        {
            await Task.WhenAll(Pages.Select(page => page.DisposeAsync().AsTask()));
            _visitors.ForEach(visitor => visitor.Dispose());
            await Portal.DisposeAsync();
            await Crowd.DisposeAsync();
        }
    }
}
