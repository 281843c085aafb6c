using System.Diagnostics;
using System.Text.Json;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Support;

namespace ClsPortal.Benchmarks;

/// <summary>
/// Google's Lighthouse as on a phone (its own slow network and processor) on the pages that parents open most. Needs node and Chromium;
/// PORTAL_BENCH_LIGHTHOUSE is its program (build/bench installs it). The median of three runs of each page counts, as Lighthouse's own documentation advises.
/// </summary>
internal static class Lighthouse
{
    private const int Rounds = 3;
    private static readonly string[] Categories = ["performance", "accessibility", "best-practices", "seo"];

    /// <param name="connection">Of an empty database.</param>
    /// <param name="names">The pages, as the figures name them; none for all.</param>
    public static async Task RunAsync(string connection, IReadOnlyCollection<string> names)
    {
        var database = new DatabaseSettings(DatabaseProvider.Postgres, connection);
        await using var crowd = await Crowd.PrepareAsync(database, 10, capacity: 1000);
        await using var portal = await PortalProcess.StartAsync(Crowd.Settings(database));
        using var parent = new PortalVisitor(portal.Address);
        await parent.SignInAsync(Crowd.Email(0), Crowd.Password);
        var cookie = $"{CookieName}={parent.Cookie(CookieName)}";
        foreach (
            var (name, address, isSignedIn) in new[]
            {
                ("connexion", "/connexion", false),
                ("accueil", "/", true),
                ("calendrier", crowd.Page(0), true),
                ("mes factures", "/mon-compte/factures", true),
            }.Where(page => names.Count == 0 || names.Contains(page.Item1, StringComparer.Ordinal))
        )
        {
            List<double[]> runs = [];
            for (var round = 0; round < Rounds; round++)
            {
                runs.Add(await RunAsync(new Uri(portal.Address, address), isSignedIn ? cookie : null));
            }

            var marks = Categories.Select((category, index) => $"{category} {100 * runs.Select(run => run[index]).Order().ElementAt(Rounds / 2):0}");
            Console.WriteLine($"{name}: {string.Join(", ", marks)}");
        }
    }

    // Over http, where the browser takes no other.
    private const string CookieName = "ClsPortal";

    private static async Task<double[]> RunAsync(Uri page, string? cookie)
    {
        // Its recording fails now and then on a machine that is busy.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(page, cookie);
            }
            catch (LighthouseFailedException) when (attempt < 4) { }
        }
    }

    private static async Task<double[]> TryAsync(Uri page, string? cookie)
    {
        var program = Environment.GetEnvironmentVariable("PORTAL_BENCH_LIGHTHOUSE");
        List<string> arguments =
        [
            program ?? throw new InvalidOperationException("PORTAL_BENCH_LIGHTHOUSE is not set: use build/bench lighthouse"),
            page.ToString(),
            "--quiet",
            "--output=json",
            $"--only-categories={string.Join(',', Categories)}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ];
        if (cookie is not null)
        {
            arguments.Add($"--extra-headers={JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { ["Cookie"] = cookie })}");
        }

        var start = new ProcessStartInfo("node", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new LighthouseFailedException($"Lighthouse failed on {page.AbsolutePath}: {await error}");
        }

        using var report = JsonDocument.Parse(output);
        // Where it was led to the sign-in, it would praise the wrong page.
        if (new Uri(report.RootElement.GetProperty("finalDisplayedUrl").GetString()!).AbsolutePath != page.AbsolutePath)
        {
            throw new InvalidOperationException($"Lighthouse was led away from {page.AbsolutePath}.");
        }

        foreach (
            var audit in report
                .RootElement.GetProperty("audits")
                .EnumerateObject()
                .Where(audit =>
                    audit.Value.GetProperty("score") is { ValueKind: JsonValueKind.Number } score
                    && score.GetDouble() < 0.9
                    && audit.Value.GetProperty("scoreDisplayMode").GetString() is "binary" or "numeric" or "metricSavings"
                )
        )
        {
            Console.WriteLine(
                $"    {audit.Name} {audit.Value.GetProperty("score").GetDouble():0.00} "
                    + (audit.Value.TryGetProperty("displayValue", out var shown) ? shown.GetString() : "")
            );
        }

        return [.. Categories.Select(category => report.RootElement.GetProperty("categories").GetProperty(category).GetProperty("score").GetDouble())];
    }

    private sealed class LighthouseFailedException(string message) : Exception(message);
}
