using ClsPortal.Infrastructure.Shared;
using ClsPortal.Support;

namespace ClsPortal.Benchmarks;

/// <summary>Processor time until the portal is ready, on a database that is there; and what it uses while nobody comes. Beside the bare template.</summary>
internal static class Starts
{
    private const int Rounds = 3;
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    public static async Task RunAsync(string connection)
    {
        var settings = Crowd.Settings(new DatabaseSettings(DatabaseProvider.Postgres, connection));
        await using (await PortalProcess.StartAsync(settings)) { }

        List<double> portals = [];
        List<double> templates = [];
        for (var round = 0; round < Rounds; round++)
        {
            await using var portal = await PortalProcess.StartAsync(settings);
            portals.Add(portal.ProcessorTime.TotalSeconds);
            await using var bare = await BareTemplate.StartAsync();
            templates.Add(bare.ProcessorTime.TotalSeconds);
        }

        portals.Sort();
        templates.Sort();
        var (ready, template) = (portals[Rounds / 2], templates[Rounds / 2]);
        Console.WriteLine($"ready after {ready:0.0} s of processor time, the template after {template:0.0} s: {ready / template:0.0} times (goal: at most 2)");

        await using var idle = await PortalProcess.StartAsync(settings);
        await using var idleBare = await BareTemplate.StartAsync();
        await Task.Delay(TimeSpan.FromSeconds(30));
        var (before, beforeBare) = (idle.ProcessorTime, idleBare.ProcessorTime);
        await Task.Delay(Quiet);
        var (used, usedBare) = ((idle.ProcessorTime - before).TotalMilliseconds, (idleBare.ProcessorTime - beforeBare).TotalMilliseconds);
        Console.WriteLine($"a minute in which nobody comes: {used:0} ms of processor time, the template {usedBare:0} ms (goal: at most twice)");
    }
}
