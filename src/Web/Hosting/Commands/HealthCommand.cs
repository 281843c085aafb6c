namespace ClsPortal.Web.Hosting;

/// <summary>The switch <c>--health ADDRESS</c>: asks a running portal and ends with 0 when it is ready. For images without curl.</summary>
internal static class HealthCommand
{
    /// <returns>Null when it was not asked for; else the process's exit code.</returns>
    public static Task<int?> RunAsync(string[] args) => CommandSwitch.RunAsync(args, "--health", "ADRESSE", AskAsync);

    private static async Task<int> AskAsync(string address)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        try
        {
            using var answer = await client.GetAsync(new Uri(address));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or TaskCanceledException or UriFormatException)
        {
            return 1;
        }
    }
}
