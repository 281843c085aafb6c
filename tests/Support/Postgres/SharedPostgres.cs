namespace ClsPortal.Support;

/// <summary>The moment after the last test of a project: its PostgreSQL goes then, and not while the process waits to end.</summary>
public sealed class SharedPostgres : IAsyncDisposable
{
    public ValueTask DisposeAsync() => PostgresServer.EndSharedAsync();
}
