namespace ClsPortal.Infrastructure.Shared;

/// <summary>
/// Rings after each write of this copy of the portal: something may have come for the jobs to do. They look then, and seldom otherwise, so that a portal
/// that nobody uses asks its database next to nothing.
/// </summary>
internal sealed class WorkBell
{
    private TaskCompletionSource _next = Silent();

    /// <summary>Ends at the next write; taken before a look, it tells of what was written during the look too.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Ring() => Interlocked.Exchange(ref _next, Silent()).TrySetResult();

    private static TaskCompletionSource Silent() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
