using System.Diagnostics;
using System.Globalization;
using ClsPortal.Benchmarks;
using ClsPortal.Support;
using Npgsql;

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
        await Circuits.RushAsync(connection, Count(2_000), places: 100);
        return;
    case ["pages", .. var names]:
        await PageTimes.RunAsync(server, names);
        return;
}

var seconds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 15;
await using var bench = await HotSession.PrepareAsync(connection);

// One request is written down after the statements have been prepared, and becomes pgbench's script.
for (var child = 399_000; child < 399_020; child++)
{
    await bench.AskAsync(HotSession.FirstChild + child);
}

const int recorded = HotSession.FirstChild + 399_500;
bench.Recorder.IsOn = true;
await bench.AskAsync(recorded);
bench.Recorder.IsOn = false;
var script = Path.Combine(Path.GetTempPath(), $"clsportal-bench-{Environment.ProcessId}.sql");
await File.WriteAllTextAsync(script, bench.Recorder.Script(recorded));

List<double> ratios = [];
Console.WriteLine(
    $"Requests per second for places of one hot session, {HotSession.Clients} at once, {seconds} s each, PostgreSQL with fsync; "
        + $"{Environment.ProcessorCount} cores"
);
for (var round = 1; round <= 3; round++)
{
    await bench.ResetAsync();
    var pgbench = await PgbenchAsync(connection, script, seconds);
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

static async Task<double> PgbenchAsync(string connection, string script, int seconds)
{
    var at = new NpgsqlConnectionStringBuilder(connection);
    var start = new ProcessStartInfo(
        Pgbench(),
        [
            "-n",
            "-M",
            "prepared",
            "-c",
            $"{HotSession.Clients}",
            "-j",
            "2",
            "-T",
            $"{seconds}",
            "-D",
            "n=0",
            "-D",
            "first=1",
            "-f",
            script,
            "-h",
            at.Host!,
            "-p",
            $"{at.Port}",
            "-U",
            at.Username!,
            at.Database!,
        ]
    )
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
    start.Environment["PGPASSWORD"] = at.Password;
    using var process = Process.Start(start)!;
    var error = process.StandardError.ReadToEndAsync();
    var output = await process.StandardOutput.ReadToEndAsync();
    await process.WaitForExitAsync();
    var line = output.Split('\n').FirstOrDefault(text => text.StartsWith("tps = ", StringComparison.Ordinal));
    return process.ExitCode == 0 && line is not null
        ? double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture)
        : throw new InvalidOperationException($"pgbench failed: {await error}\n{output}");
}

static string Pgbench() =>
    Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin/pgbench")).First(File.Exists)
        : "pgbench";
