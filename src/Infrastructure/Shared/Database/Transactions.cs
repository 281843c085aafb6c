using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>One command, one transaction: immediate on SQLite, read committed on PostgreSQL, with a lock time-out told as "try again".</summary>
public sealed partial class Transactions(PortalDbContext db, WriteGate gate, ILogger<Transactions> logger) : ITransactions
{
    private const int Attempts = 4;
    private readonly List<Action> _afterCommit = [];

    public void AfterCommit(Action action) => _afterCommit.Add(action);

    public async Task<TOutcome?> RunAsync<TOutcome>(Func<CancellationToken, Task<TOutcome>> work, CancellationToken cancellationToken)
        where TOutcome : class, IOutcome<TOutcome>
    {
        using var turn = await db.Turn.TakeAsync(gate, cancellationToken);
        if (turn is null)
        {
            TooBusy("too many wait to write");
            return null;
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var outcome = await TryAsync(work, cancellationToken);
                _afterCommit.ForEach(action => action());
                return outcome;
            }
            catch (Exception exception) when (WriteConflict.Of(exception) is { } conflict && (attempt < Attempts || !conflict.IsConstraint))
            {
                // Three seconds at a lock are what a parent waits; the next one would cost three more.
                if (attempt == Attempts || conflict.IsLock)
                {
                    TooBusy(conflict.Name);
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
        // After a refusal of the database the whole transaction begins anew: nobody goes back to the middle of one.
        db.Database.AutoSavepointsEnabled = false;
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "A command gave up: the database stayed busy ({Cause})")]
    private partial void TooBusy(string cause);
}
