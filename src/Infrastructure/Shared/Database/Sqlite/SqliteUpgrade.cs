using ClsPortal.Infrastructure.Shared;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>
/// SQLite changes many things of a table only by building it anew, in part outside of any transaction: a start that is killed in the middle
/// leaves a database that no migration can go on with. So a copy of the file is taken first, and lies beside it until all is done; a start
/// that finds one puts it back and begins again. Nobody used the portal in between.
/// </summary>
internal sealed partial class SqliteUpgrade(PortalDbContext db, ILogger<SqliteUpgrade> logger)
{
    public async Task MigrateAsync(string file, CancellationToken cancellationToken)
    {
        var copy = file + ".before-update";
        var isEarlier = await Adoption.IsDueAsync(db, cancellationToken);
        if (File.Exists(copy))
        {
            await EndLastAsync(file, copy, isEarlier, cancellationToken);
            isEarlier = await Adoption.IsDueAsync(db, cancellationToken);
        }

        var isUsed = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Any();
        if (isUsed && (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            await SqliteBackup.CopyAsync(db, copy, cancellationToken);
            CopyTaken(copy);
        }

        if (isEarlier)
        {
            await Adoption.AdoptAsync(db, cancellationToken);
        }

        await db.Database.MigrateAsync(cancellationToken);
        if (File.Exists(copy))
        {
            // When it cannot go the start ends here: the next one would take it for the state to go back to.
            File.Delete(copy);
            CopyRemoved(copy);
        }
    }

    // One that ended between its last migration and the removal of its copy had done all: nothing is put back then. Nor where the history is still to be
    // rewritten: the version before had done all, or this one had done nothing.
    private async Task EndLastAsync(string file, string copy, bool isEarlier, CancellationToken cancellationToken)
    {
        if (isEarlier || !(await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            File.Delete(copy);
            return;
        }

        var aside = file + ".interrupted";
        SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        foreach (var end in new[] { "-wal", "-shm", "" })
        {
            File.Delete(aside + end);
            if (File.Exists(file + end))
            {
                File.Move(file + end, aside + end);
            }
        }

        File.Move(copy, file);
        await SqliteBackup.KeepLogAsync(file, cancellationToken);
        PutBack(copy, aside);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Before the update of the database a copy was taken: {Copy}. It is removed when the update is done")]
    private partial void CopyTaken(string copy);

    [LoggerMessage(Level = LogLevel.Information, Message = "The database is updated; the copy {Copy} was removed")]
    private partial void CopyRemoved(string copy);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "An update of the database was interrupted: the copy {Copy} was put back and the update begins again. What the interruption left lies "
            + "in {Aside}; delete it once the portal runs"
    )]
    private partial void PutBack(string copy, string aside);
}
