using System.Threading.Channels;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>
/// Lets a few commands write at a time, first come first served. SQLite has one writer and an unfair busy wait: one. On
/// PostgreSQL a bulkhead: beyond a dozen connections a hot row gets slower, not faster (docs/decisions/0003).
/// </summary>
public sealed class WriteGate(DatabaseProvider provider)
{
    private const int PostgresWriters = 12;
    private readonly Channel<byte> _turns = Open(provider == DatabaseProvider.Sqlite ? 1 : PostgresWriters);

    /// <summary>Waits for a turn; disposing gives it back. A channel's readers, unlike a semaphore's, are served in order.</summary>
    public async ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _turns.Reader.ReadAsync(cancellationToken);
        return new Turn(_turns.Writer);
    }

    private static Channel<byte> Open(int writers)
    {
        var turns = Channel.CreateUnbounded<byte>();
        for (var turn = 0; turn < writers; turn++)
        {
            turns.Writer.TryWrite(0);
        }

        return turns;
    }

    private sealed class Turn(ChannelWriter<byte> turns) : IDisposable
    {
        public void Dispose() => turns.TryWrite(0);
    }
}
