using System.Diagnostics;
using ClsPortal.Support;

namespace ClsPortal.Benchmarks;

/// <summary>
/// What the framework costs by itself: the SDK's own template of a Blazor Server application (dotnet new blazor), published and run beside the portal.
/// Where it is, is told by PORTAL_BENCH_BARE (build/bench makes it).
/// </summary>
internal sealed class BareTemplate : IAsyncDisposable
{
    private readonly Process _process;

    private BareTemplate(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Such as http://127.0.0.1:43121/</summary>
    public Uri Address { get; }

    public int ProcessId => _process.Id;

    /// <summary>The processor time that it has used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Where its published program lies.</summary>
    public static string Program =>
        Environment.GetEnvironmentVariable("PORTAL_BENCH_BARE") ?? throw new InvalidOperationException("PORTAL_BENCH_BARE is not set: use build/bench");

    public static async Task<BareTemplate> StartAsync()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var start = new ProcessStartInfo("dotnet", [Program, "--urls", address.GetLeftPart(UriPartial.Authority)])
        {
            UseShellExecute = false,
            WorkingDirectory = Path.GetDirectoryName(Program)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        // As the portal is started (PortalProcess).
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["Logging__LogLevel__Default"] = "Error";
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = address };
        while (!await AnswersAsync(http))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException("The bare template did not start.");
            }

            await Task.Delay(20);
        }

        return new BareTemplate(process, address);
    }

    public ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
