using System.Globalization;
using ClsPortal.Benchmarks;
using ClsPortal.Support;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
await using var server = await PostgresServer.StartAsync(new PostgresOptions { Durable = true });
var connection = await server.CreateDatabaseAsync();
switch (args)
{
    case ["invoices", ..]:
        await MonthlyInvoices.RunAsync(connection, Count(10_000));
        return;
    case ["circuits", ..]:
        await Circuits.MemoryAsync(connection, Count(500));
        return;
    case ["rush", ..]:
        await Circuits.RushAsync(server, Count(1_000), places: 100);
        return;
    case ["pages", .. var names]:
        await PageTimes.RunAsync(server, names);
        return;
    case ["requests"]:
        await Requests.RunAsync(connection);
        return;
    case ["start"]:
        await Starts.RunAsync(connection);
        return;
    case ["lighthouse", .. var names]:
        await Lighthouse.RunAsync(connection, names);
        return;
}

var seconds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 15;
await using var bench = await HotSession.PrepareAsync(connection);
var script = await Pgbench.RecordAsync(bench);

List<double> ratios = [];
Console.WriteLine(
    $"Requests per second for places of one hot session, {HotSession.Clients} at once, {seconds} s each, PostgreSQL with fsync; "
        + $"{Environment.ProcessorCount} cores"
);
for (var round = 1; round <= 3; round++)
{
    await bench.ResetAsync();
    var pgbench = await Pgbench.RunAsync(connection, script, seconds);
    await CheckAsync();
    await bench.ResetAsync();
    var (portal, latencies) = await bench.RunAsync(TimeSpan.FromSeconds(seconds));
    await CheckAsync();
    ratios.Add(portal / pgbench);
    Console.WriteLine(
        $"round {round}: portal {portal:0}/s (p50 {At(latencies, 50):0} ms, p99 {At(latencies, 99):0} ms), pgbench with the same SQL {pgbench:0}/s, ratio "
            + $"{portal / pgbench:0.00}"
    );
}

File.Delete(script);
ratios.Sort();
Console.WriteLine($"median ratio {ratios[1]:0.00} (goal: at least 0.50)");
return;

int Count(int usual) => args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : usual;

async Task CheckAsync()
{
    var (taken, rows) = await bench.CountAsync();
    if (taken != rows || rows == 0)
    {
        throw new InvalidOperationException($"{taken} places taken and {rows} rows: the run was not sound.");
    }
}

static double At(double[] sorted, int percentile) => sorted[Math.Min(sorted.Length - 1, sorted.Length * percentile / 100)];
