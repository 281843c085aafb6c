using ClsPortal.Infrastructure.Shared;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Support;

/// <summary>
/// Empty databases of the newest version: of each kind one is migrated in a process, and every test takes a copy. They know no keys yet: the first start
/// over one does the rest.
/// </summary>
public static class MigratedDatabase
{
    private static readonly Lazy<Task<string>> SqliteTemplate = new(MakeSqliteAsync);
    private static readonly Lazy<Task<string>> PostgresTemplate = new(MakePostgresAsync);

    /// <summary>Copies the template to <paramref name="file"/>.</summary>
    public static async Task CopySqliteAsync(string file) => File.Copy(await SqliteTemplate.Value, file);

    /// <returns>The connection string of a new database on this process's server.</returns>
    public static async Task<string> CopyPostgresAsync() => await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(await PostgresTemplate.Value);

    private static async Task<string> MakeSqliteAsync()
    {
        var file = SqliteFile.NewPath();
        await MigrateAsync(new DatabaseSettings(DatabaseProvider.Sqlite, $"Data Source={file}"));
        SqliteConnection.ClearAllPools(); // the last connection takes the write-ahead log with it
        AppDomain.CurrentDomain.ProcessExit += (_, _) => SqliteFile.Delete(file);
        return file;
    }

    private static async Task<string> MakePostgresAsync()
    {
        var connection = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        // PostgreSQL copies no database that a pooled connection still holds.
        await MigrateAsync(new DatabaseSettings(DatabaseProvider.Postgres, connection + ";Pooling=false"));
        return connection;
    }

    private static async Task MigrateAsync(DatabaseSettings settings)
    {
        await using var services = PortalServices.On(settings).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PortalDbContext>().Database.MigrateAsync();
    }
}
