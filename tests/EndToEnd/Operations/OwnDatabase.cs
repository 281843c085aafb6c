using ClsPortal.Infrastructure.Shared;
using Microsoft.Data.Sqlite;

namespace ClsPortal.EndToEnd.Tests.Operations;

/// <summary>A database of a test's own that outlives the portals which it kills.</summary>
internal sealed class OwnDatabase : IAsyncDisposable
{
    private readonly DirectoryInfo? _folder;
    private readonly PostgresServer? _server;

    private OwnDatabase(DatabaseSettings settings, DirectoryInfo? folder, PostgresServer? server) => (Settings, _folder, _server) = (settings, folder, server);

    public DatabaseSettings Settings { get; }

    public static async Task<OwnDatabase> CreateAsync(DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.Sqlite)
        {
            var folder = Directory.CreateTempSubdirectory("clsportal-own-");
            return new OwnDatabase(new(provider, $"Data Source={Path.Combine(folder.FullName, "portal.db")}"), folder, null);
        }

        var server = await PostgresServer.SharedAsync();
        return new OwnDatabase(new(provider, await server.CreateDatabaseAsync()), null, server);
    }

    /// <summary>The key lies beside an embedded database and is kept apart from its backups, as docs/operations.md demands.</summary>
    public void CopyKeyTo(OwnDatabase other)
    {
        if (_folder is not null && other._folder is not null)
        {
            File.Copy(Path.Combine(_folder.FullName, "portal.key"), Path.Combine(other._folder.FullName, "portal.key"), overwrite: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        _folder?.Delete(recursive: true);
        if (_server is not null)
        {
            await _server.DropDatabaseAsync(Settings.ConnectionString);
        }
    }
}
