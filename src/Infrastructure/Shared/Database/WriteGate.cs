using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;
using ClsPortal.Application.Shared;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>
/// Lets a few write at a time, first come first served. SQLite has one writer and an unfair busy wait: one. On
/// PostgreSQL a bulkhead: beyond a dozen connections a hot row gets slower, not faster (docs/decisions/0003). The queue ends
/// somewhere, and so does the patience of whoever stands in it: more would be answered after everybody has left.
/// </summary>
public sealed class WriteGate : IDisposable
{
    /// <summary>Longer than the largest rush that was measured (2,000 at once, 12 s on two cores).</summary>
    public const int LongestQueue = 5_000;

    /// <summary>After so long a page says that nothing was saved.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private const int PostgresWriters = 12;
    private readonly ConcurrencyLimiter _turns;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;
    private readonly Counter<long> _turnedAway;
    private readonly Meter _meter = new(Telemetry.Name);

    public WriteGate(DatabaseProvider provider)
        : this(provider == DatabaseProvider.Sqlite ? 1 : PostgresWriters, LongestQueue, LongestWait, TimeProvider.System) { }

    /// <param name="writers">At a time.</param>
    /// <param name="longestQueue">Beyond it whoever comes is turned away at once.</param>
    /// <param name="patience">After it whoever waits is turned away.</param>
    /// <param name="time">Measures the patience.</param>
    public WriteGate(int writers, int longestQueue, TimeSpan patience, TimeProvider time)
    {
        _turns = new(
            new ConcurrencyLimiterOptions
            {
                PermitLimit = writers,
                QueueLimit = longestQueue,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            }
        );
        (_patience, _time) = (patience, time);
        _meter.CreateObservableGauge("portal.writes.waiting", () => Waiting, "{command}", "Commands that wait for their turn to write");
        _turnedAway = _meter.CreateCounter<long>("portal.writes.turned_away", "{command}", "Commands that were told to come back later");
    }

    /// <summary>How many wait for a turn now.</summary>
    public long Waiting => _turns.GetStatistics()?.CurrentQueuedCount ?? 0;

    /// <summary>Waits for a turn; disposing gives it back.</summary>
    /// <returns>Null when too many wait already, or when it took too long.</returns>
    public async ValueTask<IDisposable?> EnterAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var turn = await _turns.AcquireAsync(1, either.Token);
            if (turn.IsAcquired)
            {
                return turn;
            }

            turn.Dispose();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It took too long.
        }

        _turnedAway.Add(1);
        return null;
    }

    public void Dispose()
    {
        _turns.Dispose();
        _meter.Dispose();
    }
}
