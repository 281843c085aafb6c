using System.Diagnostics;

namespace ClsPortal.Infrastructure.Access;

/// <summary>Gives answers that must not tell by their time what was found.</summary>
internal static class SteadyTime
{
    // Above what a hash and a write take on a small machine; nobody minds half a second after a wrong password.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits until the least time since <paramref name="started"/> (a <see cref="Stopwatch"/> timestamp) is over.</summary>
    public static Task FillAsync(long started)
    {
        var left = Shortest - Stopwatch.GetElapsedTime(started);
        return left > TimeSpan.Zero ? Task.Delay(left) : Task.CompletedTask;
    }
}
