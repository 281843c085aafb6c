using System.IO.Compression;
using ClsPortal.Infrastructure.Shared;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>The embedded database is one file: a consistent copy of it is the backup.</summary>
internal static class SqliteBackup
{
    private const string EntryName = "portal.db";

    public static async Task<IReadOnlyList<BackupTable>> SaveAsync(PortalDbContext db, ZipArchive archive, string file, CancellationToken cancellationToken)
    {
        var copy = file + ".db";
        try
        {
            await CopyAsync(db, copy, cancellationToken);
            await archive.CreateEntryFromFileAsync(copy, EntryName, cancellationToken);
        }
        finally
        {
            File.Delete(copy);
        }

        return [];
    }

    /// <summary>Writes a snapshot of one instant, whoever writes meanwhile. Whoever sees the name sees a whole copy, on the disk.</summary>
    public static async Task CopyAsync(PortalDbContext db, string copy, CancellationToken cancellationToken)
    {
        var unfinished = copy + ".part";
        // SQLite writes into a file that is there and empty, and leaves its rights alone.
        await PortalBackup.OwnersOnly(unfinished).DisposeAsync();
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {unfinished}", cancellationToken);
        using (var written = File.OpenHandle(unfinished, FileMode.Open, FileAccess.ReadWrite))
        {
            // SQLite leaves the copy to the machine's memory.
            RandomAccess.FlushToDisk(written);
        }

        File.Move(unfinished, copy, overwrite: true);
    }

    public static async Task RestoreAsync(PortalDbContext db, ZipArchive archive, CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource);
        if (File.Exists(target) && new FileInfo(target).Length > 0)
        {
            throw new BackupException($"{target} holds a portal already: stop it and move the file away first.");
        }

        var entry = archive.GetEntry(EntryName) ?? throw new BackupException("This backup has no database in it.");
        var unfinished = target + ".part";
        await entry.ExtractToFileAsync(unfinished, overwrite: true, cancellationToken);
        // A write-ahead log left by the portal that was moved away belongs to that one.
        File.Delete(target + "-wal");
        File.Delete(target + "-shm");
        File.Move(unfinished, target, overwrite: true);
        await KeepLogAsync(target, cancellationToken);
    }

    /// <summary>The copy came without write-ahead log; EF looks at the file read-only first and could not switch it on.</summary>
    internal static async Task KeepLogAsync(string file, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
