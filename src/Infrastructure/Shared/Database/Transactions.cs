using ClsPortal.Application.Shared;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>One command, one transaction: immediate on SQLite, read committed on PostgreSQL, with a lock time-out told as "try again".</summary>
internal sealed partial class Transactions(PortalDbContext db, WriteGate gate, ILogger<Transactions> logger) : ITransactions
{
    private const int Attempts = 4;
    private readonly List<Action> _afterCommit = [];

    public void AfterCommit(Action action) => _afterCommit.Add(action);

    public async Task<TOutcome?> RunAsync<TOutcome>(Func<CancellationToken, Task<TOutcome>> work, CancellationToken cancellationToken)
        where TOutcome : class, IOutcome<TOutcome>
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var outcome = await TryAsync(work, cancellationToken);
                _afterCommit.ForEach(action => action());
                return outcome;
            }
            catch (Exception exception) when (Cause(exception) is { } cause)
            {
                // Three seconds at a lock are what a parent waits; the next one would cost three more.
                if (attempt == Attempts || cause == PostgresErrorCodes.LockNotAvailable)
                {
                    TooBusy(cause);
                    return null;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(15 * attempt * attempt), cancellationToken);
            }
            finally
            {
                _afterCommit.Clear();
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<TOutcome> TryAsync<TOutcome>(Func<CancellationToken, Task<TOutcome>> work, CancellationToken cancellationToken)
        where TOutcome : class, IOutcome<TOutcome>
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var outcome = await work(cancellationToken);
        if (outcome.IsRefused)
        {
            await transaction.RollbackAsync(CancellationToken.None);
            _afterCommit.Clear();
        }
        else
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return outcome;
    }

    /// <summary>
    /// The name of what may pass by itself: a lock held too long, a deadlock, or a row that another transaction wrote first
    /// (the next attempt then reads it and says so); null for all else, which is a fault of ours or an outage.
    /// </summary>
    private static string? Cause(Exception exception) => DatabaseOutage.Unwrapped(exception) switch
    {
        DbUpdateException { InnerException: { } inner } => Cause(inner),
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation } postgres => postgres.SqlState,
        SqliteException { SqliteErrorCode: 5 or 6 } sqlite => $"SQLite {sqlite.SqliteErrorCode}",
        SqliteException { SqliteExtendedErrorCode: 2067 } => "SQLite unique",
        SqliteException { SqliteExtendedErrorCode: 787 } => "SQLite foreign key",
        _ => null,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "A command gave up: the database stayed busy ({Cause})")]
    private partial void TooBusy(string cause);
}
