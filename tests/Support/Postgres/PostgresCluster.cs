using System.Diagnostics;
using System.Security.Cryptography;
using Npgsql;

namespace ClsPortal.Support;

/// <summary>A fresh cluster of the machine's own PostgreSQL in a temporary folder, on a free port of 127.0.0.1.</summary>
internal sealed class PostgresCluster : IRunningPostgres
{
    private const string Superuser = "portal";
    private const int Attempts = 3;
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Runs the server, and stops it and deletes its folder as soon as standard input closes. The owner holds the other
    /// end of that pipe, so this happens even when the owner is killed and can do nothing itself. At once (SIGQUIT): what is thrown away
    /// need not be written first.
    /// </summary>
    private const string Guard = """
        trap '' INT TERM HUP
        folder=$1; shift
        exec 3<&0
        "$@" </dev/null &
        server=$!
        (while read -r _; do :; done <&3; kill -QUIT "$(head -n 1 "$folder/data/postmaster.pid")") 2>/dev/null &
        watcher=$!
        wait "$server"
        status=$?
        kill -KILL "$watcher" 2>/dev/null
        rm -rf "$folder"
        exit "$status"
        """;

    private readonly Process _guard;
    private readonly string _folder;

    private PostgresCluster(Process guard, string folder, string connectionString, string origin)
    {
        _guard = guard;
        _folder = folder;
        ConnectionString = connectionString;
        Origin = origin;
    }

    public string ConnectionString { get; }

    public string Origin { get; }

    public static async Task<IRunningPostgres> StartAsync(PostgresOptions options, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows())
            throw new PostgresUnavailableException("a temporary cluster is only made on Linux and macOS");
        var binaries = PostgresBinaries.Find() ?? throw new PostgresUnavailableException("neither /usr/lib/postgresql nor PATH holds initdb and postgres");

        ClusterFolder.DeleteLeftovers();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StartOnceAsync(binaries, options, cancellation);
            }
            catch (PostgresUnavailableException) when (attempt < Attempts)
            {
                // Between asking for a free port and listening on it, somebody else may take it.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close();
        using var limit = new CancellationTokenSource(LongestStop);
        try
        {
            await _guard.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _guard.Kill(entireProcessTree: true);
        }

        _guard.Dispose();
        ClusterFolder.Delete(_folder);
    }

    private static async Task<IRunningPostgres> StartOnceAsync(PostgresBinaries binaries, PostgresOptions options, CancellationToken cancellation)
    {
        var user = OtherUser.IfRoot();
        var folder = ClusterFolder.Create(user);
        var data = Path.Combine(folder, "data");
        var password = RandomNumberGenerator.GetHexString(32);
        await InitialiseAsync(binaries, user, folder, data, password, cancellation);

        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = FreePort.Next(),
            Username = Superuser,
            Password = password,
            Database = "postgres",
        };
        var settings = options
            .Settings()
            .Concat([$"port={connection.Port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", "logging_collector=off"])
            .SelectMany(setting => (IEnumerable<string>)["-c", setting]);
        var guard = Launch(["/bin/sh", "-c", Guard, "guard", folder, .. user?.Prefix ?? [], binaries.Postgres, "-D", data, .. settings]);
        var output = new OutputTail();
        output.Follow(guard);
        var cluster = new PostgresCluster(guard, folder, connection.ConnectionString, $"a temporary cluster of {binaries.Folder}");
        try
        {
            await cluster.WaitUntilReadyAsync(output, cancellation);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    private static async Task InitialiseAsync(
        PostgresBinaries binaries,
        OtherUser? user,
        string folder,
        string data,
        string password,
        CancellationToken cancellation
    )
    {
        var secret = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(secret, password, cancellation);
        ClusterFolder.GiveTo(user, secret);
        using var initdb = Launch([
            .. user?.Prefix ?? [],
            binaries.InitDb,
            "-D",
            data,
            "-U",
            Superuser,
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--auth=scram-sha-256",
            $"--pwfile={secret}",
            "--no-sync",
        ]);
        var output = new OutputTail();
        output.Follow(initdb);
        await initdb.WaitForExitAsync(cancellation);
        File.Delete(secret);
        if (initdb.ExitCode != 0)
        {
            ClusterFolder.Delete(folder);
            throw new PostgresUnavailableException($"initdb of {binaries.Folder} failed:\n{output}");
        }
    }

    private async Task WaitUntilReadyAsync(OutputTail output, CancellationToken cancellation)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (_guard.HasExited)
                throw new PostgresUnavailableException($"{Origin} stopped while it started:\n{output}");
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString);
                await connection.OpenAsync(cancellation);
                return;
            }
            catch (NpgsqlException failure)
            {
                if (waited.Elapsed > LongestStart)
                    throw new PostgresUnavailableException($"{Origin} did not answer within {LongestStart}:\n{output}", failure);
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
            }
        }
    }

    private static Process Launch(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(), // the other user may not be allowed into ours
        };
        start.Environment["LC_ALL"] = "C.UTF-8"; // messages in English, whatever the machine speaks
        return Process.Start(start) ?? throw new PostgresUnavailableException($"{command[0]} could not be started");
    }
}
