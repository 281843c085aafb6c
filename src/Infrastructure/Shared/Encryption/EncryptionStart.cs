using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>
/// Makes sure, before the first page, that the keys are those of the database: a lost key is told by one sentence at start and not
/// by pages that fail one after the other.
/// </summary>
internal sealed partial class EncryptionStart(PortalDbContext db, ITransactions transactions, KeyHolder holder, ISecretBox box, ILogger<EncryptionStart> logger)
{
    private const string Sample = "ClsPortal";
    private static readonly SecretColumn Column = new("secret_checks", "sample");

    /// <exception cref="InvalidOperationException">A key is missing or another; the sentence says which and where it belongs.</exception>
    public static async Task EnsureAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<EncryptionStart>(scope.ServiceProvider).EnsureAsync(cancellationToken);
    }

    private async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var checks = await db.Set<SecretCheck>().AsNoTracking().ToListAsync(cancellationToken);
        if (holder.IsMissing)
        {
            if (checks.Count > 0)
            {
                throw new InvalidOperationException(
                    $"The key file {holder.Place} is missing, and the encrypted fields of the database cannot be read without it: put it back from its backup."
                );
            }

            holder.CreateFile();
            KeyFileCreated(holder.Place);
        }

        foreach (var check in checks)
        {
            Verify(check);
        }

        if (!checks.Exists(check => check.KeyName == holder.Keys.Current))
        {
            await AddCheckAsync(cancellationToken);
        }

        await KeyRingEncryption.RemoveClearKeysAsync(db, cancellationToken);
        if (holder.HasLooseFile)
        {
            LooseFile(holder.Place);
        }

        if (holder.IsTooNear)
        {
            NearFile(holder.Place);
        }
    }

    private void Verify(SecretCheck check)
    {
        if (!holder.Keys.Names.Contains(check.KeyName))
        {
            throw new InvalidOperationException(
                $"The key '{check.KeyName}' is missing from {holder.Place}, and parts of the database are encrypted with it: put it back, at least until "
                    + $"the rotation to '{holder.Keys.Current}' is told as complete."
            );
        }

        try
        {
            box.Open(Column.Row(check.KeyName), check.Sample);
        }
        catch (SecretUnreadableException unreadable)
        {
            throw new InvalidOperationException(
                $"The key '{check.KeyName}' in {holder.Place} is not the one this database was encrypted with: put the right one back from its backup.",
                unreadable
            );
        }
    }

    // Of several copies that start together one adds the row; the others' attempt is repeated and finds it.
    private async Task AddCheckAsync(CancellationToken cancellationToken)
    {
        var done = await transactions.RunAsync<Outcome<Done>>(
            async cancellation =>
            {
                var name = holder.Keys.Current;
                if (!await db.Set<SecretCheck>().AnyAsync(check => check.KeyName == name, cancellation))
                {
                    db.Add(new SecretCheck { KeyName = name, Sample = box.SealText(Column.Row(name), Sample) });
                    await db.SaveChangesAsync(cancellation);
                }

                return Done.It;
            },
            cancellationToken
        );
        if (done is null)
        {
            throw new InvalidOperationException("The database stayed too busy for the check of the encryption key to be written: start again.");
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Created the key file {File}: keep a copy of it apart from the backups of the database, which are worth nothing without it"
    )]
    private partial void KeyFileCreated(string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Others than its owner may read the key file {File}: chmod 600 it")]
    private partial void LooseFile(string file);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The key file {File} lies beside the database: whoever copies the folder has both. Stop the portal, move the file to a folder of its own, "
            + "name it in Portal:Encryption:KeyFile, and start again"
    )]
    private partial void NearFile(string file);
}
