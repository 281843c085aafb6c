using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace ClsPortal.Benchmarks;

/// <summary>PostgreSQL's own load generator, with the statements that the portal sends for one request.</summary>
internal static class Pgbench
{
    /// <summary>Prepares the bench's session, writes one of its requests down and returns the script's file.</summary>
    public static async Task<string> RecordAsync(HotSession bench)
    {
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
        return script;
    }

    /// <summary>Transactions per second of the script.</summary>
    /// <exception cref="InvalidOperationException">pgbench failed; with what it wrote.</exception>
    public static async Task<double> RunAsync(string connection, string script, int seconds)
    {
        var at = new NpgsqlConnectionStringBuilder(connection);
        string[] arguments =
        [
            .. "-n -M prepared -j 2 -D n=0 -D first=1".Split(' '),
            .. new[] { "-c", $"{HotSession.Clients}", "-T", $"{seconds}", "-f", script, "-h", at.Host!, "-p", $"{at.Port}", "-U", at.Username!, at.Database! },
        ];
        var start = new ProcessStartInfo(Find(), arguments)
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

    private static string Find() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin/pgbench")).First(File.Exists)
            : "pgbench";
}
