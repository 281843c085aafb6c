using System.Diagnostics;
using System.Net;

namespace ClsPortal.Support;

/// <summary>Asks an address until the portal behind it is ready.</summary>
public static class Readiness
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3); // on a busy machine

    /// <param name="what">What is waited for, as a failure names it.</param>
    /// <param name="address">Of the portal, or of what stands before it.</param>
    /// <param name="process">Fails at once when it has ended; null when it is none of ours.</param>
    /// <param name="output">What it wrote.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="PortalNotReadyException">It ended, or was not ready in time.</exception>
    public static async Task WaitAsync(string what, Uri address, Process? process = null, OutputTail? output = null, CancellationToken cancellation = default)
    {
        using var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(5) };
        var started = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync(client, cancellation))
        {
            if (process is { HasExited: true })
            {
                await process.WaitForExitAsync(cancellation); // also waits for the last of its output
                throw new PortalNotReadyException($"{what} ended with code {process.ExitCode} before it was ready. It wrote:\n{output}");
            }

            if (Stopwatch.GetElapsedTime(started) > Longest)
                throw new PortalNotReadyException($"{what} was not ready within {Longest}. It wrote:\n{output}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancellation)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellation);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
