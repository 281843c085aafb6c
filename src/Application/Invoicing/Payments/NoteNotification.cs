using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Somebody says that something happened to an operation: PayFiP is asked soon. Nothing else that was said is believed.</summary>
public sealed record NoteNotification(string? IdOp) : IExchange<Done>
{
    // PayFiP does not sign in, and whoever else calls achieves no more than one question to PayFiP.
    public static Permission Access => Permission.Anonymous;
}

internal sealed class NoteNotificationHandler(IInvoicingDb db, CentreClock clock, ITransactions transactions, PaymentBell bell)
    : IExchangeHandler<NoteNotification, Done>
{
    /// <summary>The same answer for what is known and what is not; an unknown name costs one indexed read.</summary>
    public async Task<Outcome<Done>> Handle(NoteNotification request, CancellationToken cancellationToken)
    {
        if (!PayFipRules.IsIdOp(request.IdOp) || await Told(request.IdOp!).Select(row => (Guid?)row.Id).SingleOrDefaultAsync(cancellationToken) is null)
        {
            return Done.It;
        }

        var noted = await transactions.RunAsync(_ => NoteAsync(request.IdOp!, cancellationToken), cancellationToken) ?? Refusal.Busy;
        bell.Ring();
        return noted;
    }

    private async Task<Outcome<Done>> NoteAsync(string idOp, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        await Told(idOp).ExecuteUpdateAsync(set => set.SetProperty(row => row.NextPollAt, now).SetProperty(row => row.Polls, 0), cancellationToken);
        return Done.It;
    }

    private IQueryable<PaymentAttempt> Told(string idOp) =>
        db.PaymentAttempts.Where(row =>
            row.IdOp == idOp
            && (
                row.State == PaymentAttemptState.Pending
                || row.State == PaymentAttemptState.Expired
                || row.State == PaymentAttemptState.Refused
                || row.State == PaymentAttemptState.Cancelled
            )
        );
}

/// <summary>Wakes the worker that asks PayFiP, so that a notified payment stands within a second.</summary>
public sealed class PaymentBell : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0, 1);

    public void Ring()
    {
        try
        {
            _rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is ringing already.
        }
    }

    /// <summary>Returns when rung, or after <paramref name="longest"/>.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => _rung.WaitAsync(longest, cancellationToken);

    public void Dispose() => _rung.Dispose();
}
