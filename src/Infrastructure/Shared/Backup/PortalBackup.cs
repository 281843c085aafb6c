using System.IO.Compression;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>
/// Everything of a portal in one archive, taken while families go on booking, and put back into an empty database. Sealed fields
/// stay sealed: the keys of <c>Portal:Encryption</c> are kept apart, and without them a backup tells no secret.
/// </summary>
public sealed class PortalBackup(PortalDbContext db, DatabaseSettings settings, EncryptionSettings encryption)
{
    /// <exception cref="BackupException">The file exists, would lie with the key, or the database has never been started.</exception>
    public async Task SaveAsync(string file, CancellationToken cancellationToken = default)
    {
        if (File.Exists(file))
        {
            throw new BackupException($"{file} exists already: choose another name.");
        }

        if (encryption.KeyFile is { } key && File.Exists(key) && Path.GetDirectoryName(Path.GetFullPath(file)) == Path.GetDirectoryName(key))
        {
            throw new BackupException(
                $"The key file {key} lies in the folder of this backup, and together they tell everything: choose another folder, on another disk if you can."
            );
        }

        var migration =
            (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).LastOrDefault() ?? throw new BackupException("This database holds no portal yet.");
        var unfinished = file + ".part";
        await using (var archive = new ZipArchive(OwnersOnly(unfinished), ZipArchiveMode.Create))
        {
            var tables =
                settings.Provider == DatabaseProvider.Postgres
                    ? await PostgresBackup.SaveAsync(db, archive, cancellationToken)
                    : await SqliteBackup.SaveAsync(db, archive, file, cancellationToken);
            await using var entry = await archive.CreateEntry(BackupManifest.EntryName).OpenAsync(cancellationToken);
            await new BackupManifest(settings.Provider.ToString(), migration, tables).WriteAsync(entry, cancellationToken);
        }

        // Whoever sees the name sees a whole backup.
        File.Move(unfinished, file);
    }

    /// <summary>A new file that nobody but its owner reads, from its first byte on: names and addresses lie in a backup in clear.</summary>
    internal static FileStream OwnersOnly(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(file, options);
    }

    /// <exception cref="BackupException">The archive cannot be used, or the database already holds a portal.</exception>
    /// <exception cref="DatabaseRefusedException">The archive is from too old a version.</exception>
    public async Task RestoreAsync(string file, CancellationToken cancellationToken = default)
    {
        if (!File.Exists(file))
        {
            throw new BackupException($"{file} does not exist.");
        }

        await using var archive = await ZipFile.OpenReadAsync(file, cancellationToken);
        var manifest = await ReadManifestAsync(archive, cancellationToken);
        if (manifest.Provider != settings.Provider.ToString())
        {
            throw new BackupException($"This backup was taken from {manifest.Provider}, and Portal:Database:Provider is {settings.Provider}.");
        }

        var migration =
            Adoption.Of(db, manifest.Migration)
            ?? throw new BackupException($"This backup was taken by a newer version of the portal ({manifest.Migration}): restore it with that version.");
        await (
            settings.Provider == DatabaseProvider.Postgres
                ? PostgresBackup.RestoreAsync(db, archive, manifest with { Migration = migration }, cancellationToken)
                : SqliteBackup.RestoreAsync(db, archive, cancellationToken)
        );
        if (await Adoption.IsDueAsync(db, cancellationToken))
        {
            await Adoption.AdoptAsync(db, cancellationToken);
        }

        await db.Database.MigrateAsync(cancellationToken);
    }

    private static async Task<BackupManifest> ReadManifestAsync(ZipArchive archive, CancellationToken cancellationToken)
    {
        if (archive.GetEntry(BackupManifest.EntryName) is not { } entry)
        {
            throw new BackupException("This file is no backup of a portal: it has no manifest.");
        }

        await using var stream = await entry.OpenAsync(cancellationToken);
        return await BackupManifest.ReadAsync(stream, cancellationToken);
    }
}

/// <summary>A backup or a restore that was refused, with a sentence for the operator.</summary>
public sealed class BackupException(string message) : Exception(message);
