using System.Collections.Concurrent;
using Npgsql;

namespace ClsPortal.Support;

/// <summary>
/// A PostgreSQL for tests. <see cref="SharedAsync"/> is the one server of this test process; each test takes its own
/// database from it. Where it comes from, in order: the connection string in PORTAL_TEST_POSTGRES, a container
/// engine, PostgreSQL's own binaries on this machine. None of them is a failure, never a skipped test.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    public const string Variable = "PORTAL_TEST_POSTGRES";

    private static readonly Lazy<Task<PostgresServer>> Shared = new(() => StartAsync());

    private readonly string _administration;
    private readonly IAsyncDisposable? _owned;
    private readonly ConcurrentDictionary<string, string> _databases = new(StringComparer.Ordinal);
    private int _disposed;

    private PostgresServer(string administration, string origin, IAsyncDisposable? owned)
    {
        _administration = administration;
        Origin = origin;
        _owned = owned;
        // For whoever has no moment after the last test (SharedPostgres has), and for a process that is ended.
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    /// <summary>Where the server came from, in words for a log or a report.</summary>
    public string Origin { get; }

    /// <summary>A connection to the maintenance database with the right to create others.</summary>
    public string AdministrationConnectionString => _administration;

    /// <summary>The one server of this process, started by whoever asks first.</summary>
    public static Task<PostgresServer> SharedAsync() => Shared.Value;

    /// <summary>Takes the one server of this process down, if there is one.</summary>
    internal static async ValueTask EndSharedAsync()
    {
        if (Shared.IsValueCreated)
        {
            await (await Shared.Value).DisposeAsync();
        }
    }

    /// <summary>A server of one's own, for what must not be shared: a benchmark, or a test that stops the database.</summary>
    public static async Task<PostgresServer> StartAsync(PostgresOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new PostgresOptions();

        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
            return new PostgresServer(given, $"the connection string in {Variable}", owned: null);

        var refusals = new List<string> { $"{Variable} is not set" };
        foreach (
            var start in (IReadOnlyList<Func<Task<IRunningPostgres>>>)
                [() => PostgresContainer.StartAsync(options, cancellation), () => PostgresCluster.StartAsync(options, cancellation)]
        )
        {
            try
            {
                var running = await start();
                return new PostgresServer(running.ConnectionString, running.Origin, running);
            }
            catch (PostgresUnavailableException unavailable)
            {
                refusals.Add(unavailable.Message);
            }
        }

        throw new PostgresUnavailableException(
            "These tests need a PostgreSQL and none was found: "
                + string.Join("; ", refusals)
                + ". "
                + $"Install Debian's package postgresql, start a container engine, or set {Variable} to a connection string "
                + "that may create databases."
        );
    }

    /// <summary>
    /// Creates a database and returns its connection string: empty, or a copy of <paramref name="template"/>, the
    /// connection string of a database that this method made before and that nobody uses any more.
    /// </summary>
    public async Task<string> CreateDatabaseAsync(string? template = null, CancellationToken cancellation = default)
    {
        var name = $"clsportal_test_{Guid.NewGuid():N}";
        var sql = $"CREATE DATABASE {name}";
        if (template is not null)
        {
            await ClearPoolAsync(template); // PostgreSQL copies no database that still has a connection
            sql += $" TEMPLATE {new NpgsqlConnectionStringBuilder(template).Database}";
        }

        await ExecuteAsync(sql, cancellation);
        var connectionString = new NpgsqlConnectionStringBuilder(_administration) { Database = name }.ConnectionString;
        _databases[connectionString] = name;
        return connectionString;
    }

    /// <summary>Drops a database of <see cref="CreateDatabaseAsync"/>, whoever is still connected to it.</summary>
    public async Task DropDatabaseAsync(string connectionString, CancellationToken cancellation = default)
    {
        if (!_databases.TryRemove(connectionString, out var name))
            return;
        await ClearPoolAsync(connectionString);
        await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)", cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        if (_owned is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await _owned.DisposeAsync(); // its databases go with it
            return;
        }

        // A server that is not ours outlives us: leave it as we found it.
        foreach (var connectionString in _databases.Keys)
            await DropDatabaseAsync(connectionString);
    }

    private void OnProcessExit(object? sender, EventArgs e) => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(_administration);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 60 };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task ClearPoolAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(connection);
    }
}
