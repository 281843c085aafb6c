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
    private const double Mebibyte = 1024 * 1024;

    /// <summary>Opens that many circuits, all on a month of the calendar, and holds them.</summary>
    public static async Task MemoryAsync(string connection, int circuits)
    {
        await using var stage = await Stage.OpenAsync(connection, circuits + 20, capacity: 1_000_000);
        // What the first visitors make the portal load is not the price of a circuit.
        await stage.EnterAsync(circuits, 20);
        var before = stage.Portal.Memory;
        await stage.EnterAsync(0, circuits);
        await Task.Delay(TimeSpan.FromSeconds(5));
        var after = stage.Portal.Memory;
        Console.WriteLine(
            $"{circuits} circuits on a month of the calendar: {before / Mebibyte:0} MiB before, {after / Mebibyte:0} MiB with them, "
                + $"{(after - before) / 1024.0 / circuits:0} KiB each (working set of the process, no collection forced)"
        );
    }

    /// <summary>All parents click the same day at the same moment; each is answered with a request or with the sentence that there is no place.</summary>
    public static async Task RushAsync(string connection, int parents, int places)
    {
        await using var stage = await Stage.OpenAsync(connection, parents, places);
        await stage.EnterAsync(0, parents);
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
        Console.WriteLine($"all answered in {took.TotalSeconds:0.0} s, {parents / took.TotalSeconds:0}/s");
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
