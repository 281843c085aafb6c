using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>
/// Takes over databases from before the one Initial. One that has all of <see cref="EarlierMigrations"/> is what Initial makes: only its history is
/// rewritten. What this program cannot bring up to date is refused with a sentence, before anything is touched.
/// </summary>
internal static class Adoption
{
    /// <returns>Whether <see cref="AdoptAsync"/> is to be called.</returns>
    /// <exception cref="DatabaseRefusedException">The database is too old, or newer than the program.</exception>
    public static async Task<bool> IsDueAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        if (!await db.GetService<IHistoryRepository>().ExistsAsync(cancellationToken))
        {
            return false;
        }

        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        if (applied.TrueForAll(known.Contains))
        {
            return false;
        }

        var earlier = EarlierMigrations.Of(db);
        if (applied.SequenceEqual(earlier, StringComparer.Ordinal))
        {
            return true;
        }

        throw applied.Exists(known.Contains) || applied.Except(earlier, StringComparer.Ordinal).Any()
            ? DatabaseRefusedException.Newer(applied.Last(name => !known.Contains(name)))
            : DatabaseRefusedException.Older(applied[^1]);
    }

    /// <summary>Writes in one transaction that the database has Initial, and nothing before it.</summary>
    public static async Task AdoptAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        var (history, migrations) = (db.GetService<IHistoryRepository>(), db.GetService<IMigrationsAssembly>());
        var (id, initial) = migrations.Migrations.First();
        var version = migrations.CreateMigration(initial, db.Database.ProviderName!).TargetModel.GetProductVersion() ?? ProductInfo.GetVersion();
        var script = string.Concat(EarlierMigrations.Of(db).Select(history.GetDeleteScript)) + history.GetInsertScript(new HistoryRow(id, version));
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync(script, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <returns>The migration of this program that a backup with that last one is put back to; null for one that no version up to this one had.</returns>
    /// <exception cref="DatabaseRefusedException">The backup is too old.</exception>
    public static string? Of(PortalDbContext db, string last)
    {
        var (earlier, known) = (EarlierMigrations.Of(db), db.Database.GetMigrations().ToList());
        if (last == earlier[^1])
        {
            return known[0];
        }

        return earlier.Contains(last, StringComparer.Ordinal) ? throw DatabaseRefusedException.OlderBackup(last) : known.Find(name => name == last);
    }
}
