using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>
/// The turn to write of one context. Whoever holds it is never asked to wait for it: a transaction takes it whole, and what is written in it
/// takes none.
/// </summary>
internal sealed class WriteTurn : IDisposable
{
    private IDisposable? _untilClosed;
    private bool _isHeld;
    private bool _isOfJob;
    private bool _hasWritten;

    /// <summary>From now on each write of the context asks at the gate (<see cref="WriteTurns"/>); disposing gives back what is still held.</summary>
    public IDisposable OfJob()
    {
        _isOfJob = true;
        return this;
    }

    /// <summary>Waits for the turn, unless it is held already; disposing gives it back.</summary>
    /// <returns>Null when too many wait, or when it took too long.</returns>
    public async ValueTask<IDisposable?> TakeAsync(WriteGate gate, CancellationToken cancellationToken)
    {
        if (_isHeld)
        {
            return new Held(this, null);
        }

        var turn = await gate.EnterAsync(cancellationToken);
        _isHeld = turn is not null;
        return turn is null ? null : new Held(this, turn);
    }

    /// <summary>For a write that is about to be sent: keeps the turn until the connection is given back.</summary>
    /// <exception cref="NoTurnException">None came in time: nothing was written.</exception>
    public async ValueTask AskAsync(WriteGate gate, CancellationToken cancellationToken)
    {
        if (_isOfJob && !_isHeld)
        {
            _untilClosed = await TakeAsync(gate, cancellationToken) ?? throw new NoTurnException();
        }
    }

    /// <summary>The context sent something that writes.</summary>
    public void Note() => _hasWritten = true;

    /// <summary>True once after something was written.</summary>
    public bool TakeNote()
    {
        var hasWritten = _hasWritten;
        _hasWritten = false;
        return hasWritten;
    }

    /// <summary>Gives back what <see cref="AskAsync"/> took.</summary>
    public void Dispose()
    {
        _untilClosed?.Dispose();
        _untilClosed = null;
    }

    private sealed class Held(WriteTurn holder, IDisposable? turn) : IDisposable
    {
        public void Dispose()
        {
            if (turn is not null)
            {
                holder._isHeld = false;
                turn.Dispose();
            }
        }
    }
}

/// <summary>A job of the portal got no turn to write: it tries again later.</summary>
internal sealed class NoTurnException() : Exception("Too many wait to write");

/// <summary>
/// Lets the jobs of the portal ask at the gate for each write, as a command does for its transaction: where a transaction begins, or where a
/// statement that writes is sent without one. Between two writes they hold nothing, however long a mail server takes. Jobs write asynchronously.
/// When whoever wrote gives its connection back, the bell rings for the jobs (<see cref="WorkBell"/>).
/// </summary>
internal sealed class WriteTurns(WriteGate gate, WorkBell bell) : DbCommandInterceptor, IDbTransactionInterceptor, IDbConnectionInterceptor
{
    public async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection,
        TransactionStartingEventData eventData,
        InterceptionResult<DbTransaction> result,
        CancellationToken cancellationToken = default
    )
    {
        await AskAsync(eventData.Context, cancellationToken);
        return result;
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        await AskAsync(eventData, cancellationToken);
        return result;
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        await AskAsync(eventData, cancellationToken);
        return result;
    }

    public Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
    {
        GiveBack(eventData.Context);
        return Task.CompletedTask;
    }

    public void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) => GiveBack(eventData.Context);

    private ValueTask AskAsync(CommandEventData eventData, CancellationToken cancellationToken)
    {
        if (
            eventData.CommandSource
            is not (CommandSource.SaveChanges or CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete or CommandSource.ExecuteSqlRaw)
        )
        {
            return ValueTask.CompletedTask;
        }

        (eventData.Context as PortalDbContext)?.Turn.Note();
        return AskAsync(eventData.Context, cancellationToken);
    }

    private ValueTask AskAsync(DbContext? context, CancellationToken cancellationToken) =>
        context is PortalDbContext db ? db.Turn.AskAsync(gate, cancellationToken) : ValueTask.CompletedTask;

    private void GiveBack(DbContext? context)
    {
        if (context is PortalDbContext { Turn: var turn })
        {
            turn.Dispose();
            if (turn.TakeNote())
            {
                bell.Ring();
            }
        }
    }
}
