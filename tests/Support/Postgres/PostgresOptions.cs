namespace ClsPortal.Support;

/// <summary>How a server for tests is set up.</summary>
public sealed record PostgresOptions
{
    /// <summary>
    /// Tests lose nothing when the machine loses power, so they skip fsync; a benchmark must pay for it as production does.
    /// </summary>
    public bool Durable { get; init; }

    /// <summary>With PostgreSQL's own count of statements (pg_stat_statements), of utility statements too.</summary>
    public bool CountsStatements { get; init; }

    public int MaxConnections { get; init; } = 300;

    public IEnumerable<string> Settings()
    {
        yield return $"max_connections={MaxConnections}";
        yield return "shared_buffers=128MB";
        yield return "synchronous_commit=on";
        yield return "timezone=UTC";
        if (CountsStatements)
        {
            yield return "shared_preload_libraries=pg_stat_statements";
            yield return "pg_stat_statements.track_utility=on";
        }

        if (Durable)
            yield break;
        yield return "fsync=off";
        yield return "full_page_writes=off";
    }
}
