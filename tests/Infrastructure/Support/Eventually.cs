using System.Diagnostics;

namespace ClsPortal.Infrastructure.Tests.Support;

internal static class Eventually
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>Waits until it is so; gives up after minutes, for a busy machine is slow and not wrong.</summary>
    public static async Task Be(Func<Task<bool>> condition, string because)
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            if (waited.Elapsed > Longest)
                throw new TimeoutException($"Not within {Longest}: {because}");
            await Task.Delay(TimeSpan.FromMilliseconds(25));
        }
    }

    public static Task Be(Func<bool> condition, string because) => Be(() => Task.FromResult(condition()), because);
}
