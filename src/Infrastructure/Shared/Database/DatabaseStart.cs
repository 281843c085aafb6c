using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>Brings the database to the version of the program, one copy after the other, and checks that its keys are there.</summary>
public static class DatabaseStart
{
    /// <exception cref="DatabaseRefusedException">This version can make nothing of the database, and left it as it was.</exception>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken cancellationToken = default)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        if (db is SqlitePortalDbContext)
        {
            await KeepToOwnerAsync(db);
            // EF looks at a file read-only at first, and could not switch the write-ahead log of a new one on.
            await db.Database.OpenConnectionAsync(cancellationToken);
            await db.Database.CloseConnectionAsync();
            await Adoption.IsDueAsync(db, cancellationToken); // what is refused is left as it was, with its lock row
            await ClearAbandonedLockAsync(db, cancellationToken);
            await PrepareAsync(db, scope.ServiceProvider, cancellationToken);
        }
        else
        {
            await InTurnAsync(db, () => PrepareAsync(db, scope.ServiceProvider, cancellationToken), cancellationToken);
        }
    }

    private static async Task PrepareAsync(PortalDbContext db, IServiceProvider services, CancellationToken cancellationToken)
    {
        await (
            FileOf(db) is { } file
                ? ActivatorUtilities.CreateInstance<SqliteUpgrade>(services, db).MigrateAsync(file, cancellationToken)
                : MigrateAsync(db, cancellationToken)
        );
        await SortKeys.RefreshAsync(db, cancellationToken);
        await InvoiceDebtors.ReadAsync(db, cancellationToken);
        await EncryptionStart.EnsureAsync(services, cancellationToken);
        var now = (services.GetService<TimeProvider>() ?? TimeProvider.System).GetUtcNow().UtcDateTime;
        foreach (var task in services.GetServices<IStartTask>())
        {
            await task.RunAsync(now, cancellationToken);
        }
    }

    private static async Task MigrateAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        if (await Adoption.IsDueAsync(db, cancellationToken))
        {
            await Adoption.AdoptAsync(db, cancellationToken);
        }

        await db.Database.MigrateAsync(cancellationToken);
    }

    /// <summary>Names and addresses lie in the file in clear: other users of the machine do not read it. SQLite's side files follow its rights.</summary>
    private static async Task KeepToOwnerAsync(PortalDbContext db)
    {
        if (FileOf(db) is { } file && !File.Exists(file))
        {
            await PortalBackup.OwnersOnly(file).DisposeAsync();
        }
    }

    /// <summary>Null for a database that is no file.</summary>
    private static string? FileOf(PortalDbContext db) =>
        db is SqlitePortalDbContext
        && new SqliteConnectionStringBuilder(db.Database.GetConnectionString()) is { Mode: not SqliteOpenMode.Memory, DataSource: { Length: > 0 } source }
        && source != ":memory:"
            ? Path.GetFullPath(source)
            : null;

    /// <summary>A start that was killed while it migrated leaves its lock row, and EF would wait for it for ever. A SQLite file has one portal.</summary>
    private static async Task ClearAbandonedLockAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        var locks = await db
            .Database.SqlQueryRaw<int>("SELECT COUNT(*) AS \"Value\" FROM sqlite_master WHERE name = '__EFMigrationsLock'")
            .SingleAsync(cancellationToken);
        if (locks > 0)
        {
            await db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsLock\"", cancellationToken);
        }
    }

    /// <summary>
    /// EF's own lock on PostgreSQL ends with each migration's transaction, so that a second copy could begin with one that the first
    /// had just applied. This one is the connection's: it is given back, or ends with the process.
    /// </summary>
    private static async Task InTurnAsync(PortalDbContext db, Func<Task> prepare, CancellationToken cancellationToken)
    {
        if (!await db.GetService<IRelationalDatabaseCreator>().ExistsAsync(cancellationToken))
        {
            await prepare();
            return;
        }

        await db.Database.OpenConnectionAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("SET lock_timeout = 0", cancellationToken);
        await db.Database.ExecuteSqlRawAsync("SELECT pg_advisory_lock(7305812)", cancellationToken);
        try
        {
            await prepare();
        }
        finally
        {
            await db.Database.ExecuteSqlRawAsync("SELECT pg_advisory_unlock(7305812)", CancellationToken.None);
            // The connection goes back to the pool as it is.
            await db.Database.ExecuteSqlRawAsync("RESET lock_timeout", CancellationToken.None);
            await db.Database.CloseConnectionAsync();
        }
    }
}
