using System.Diagnostics;

namespace ClsPortal.Infrastructure.Tests.Support;

internal static class Eventually
{
    /// <summary>Waits until it is so, ten seconds at most.</summary>
    public static async Task Be(Func<Task<bool>> condition, string because)
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            if (waited.Elapsed > TimeSpan.FromSeconds(10))
                throw new TimeoutException($"Not within 10 s: {because}");
            await Task.Delay(TimeSpan.FromMilliseconds(25));
        }
    }

    public static Task Be(Func<bool> condition, string because) => Be(() => Task.FromResult(condition()), because);
}
