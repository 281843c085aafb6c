using System.Diagnostics;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Support;

namespace ClsPortal.Benchmarks;

/// <summary>Pages as HTML, as many as eight visitors at once can read, beside the home page of the bare template in the same run.</summary>
internal static class Requests
{
    private const int AtOnce = 8;
    private const string SignIn = "/connexion";
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(8);

    public static async Task RunAsync(string connection)
    {
        var database = new DatabaseSettings(DatabaseProvider.Postgres, connection);
        await using var crowd = await Crowd.PrepareAsync(database, AtOnce, capacity: 1000);
        await using var portal = await PortalProcess.StartAsync(Crowd.Settings(database));
        await using var bare = await BareTemplate.StartAsync();
        using var stranger = new PortalVisitor(bare.Address);
        using var visitor = new PortalVisitor(portal.Address, "10.0.1.1");
        List<PortalVisitor> parents = [];
        for (var family = 0; family < AtOnce; family++)
        {
            parents.Add(new PortalVisitor(portal.Address, $"10.0.0.{family + 1}"));
            await parents[^1].SignInAsync(Crowd.Email(family), Crowd.Password);
        }

        var template = await MeasureAsync("bare template", () => bare.ProcessorTime, _ => stranger.ReadAsync("/"));
        foreach (
            var (name, address) in new (string, Func<int, string>)[]
            {
                ("accueil", _ => "/"),
                ("calendrier", crowd.Page),
                ("mes factures", _ => "/mon-compte/factures"),
                ("connexion", _ => SignIn),
            }
        )
        {
            var page = await MeasureAsync(
                name,
                () => portal.ProcessorTime,
                parent => (address(parent) == SignIn ? visitor : parents[parent]).ReadAsync(address(parent))
            );
            Console.WriteLine($"    {page.Milliseconds / template.Milliseconds:0.0} times the template's processor time");
        }

        parents.ForEach(parent => parent.Dispose());
    }

    private static async Task<(double PerSecond, double Milliseconds)> MeasureAsync(string name, Func<TimeSpan> processorTime, Func<int, Task<string>> read)
    {
        await RunAsync(Warm, read);
        var before = processorTime();
        var (count, took) = await RunAsync(Lasting, read);
        var each = (processorTime() - before).TotalMilliseconds / count;
        Console.WriteLine($"{name}: {count / took.TotalSeconds:0} a second, {each:0.00} ms of processor time each");
        return (count / took.TotalSeconds, each);
    }

    private static async Task<(int Count, TimeSpan Took)> RunAsync(TimeSpan lasting, Func<int, Task<string>> read)
    {
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(
            Enumerable
                .Range(0, AtOnce)
                .Select(visitor =>
                    Task.Run(async () =>
                    {
                        var count = 0;
                        for (; Stopwatch.GetElapsedTime(started) < lasting; count++)
                        {
                            await read(visitor);
                        }

                        return count;
                    })
                )
        );
        return (counts.Sum(), Stopwatch.GetElapsedTime(started));
    }
}
