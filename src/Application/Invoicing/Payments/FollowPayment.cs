using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>A parent is back from PayFiP: it is asked, and the parent reads what it said.</summary>
public sealed record FollowPayment(Guid Attempt) : IExchange<PaymentFollowed>
{
    public static Permission Access => Permission.Parent;
}

/// <param name="InvoiceNumber">What was to be paid.</param>
/// <param name="AmountCents">What PayFiP was asked to collect.</param>
/// <param name="State">What is known now.</param>
/// <param name="ExcessCents">What came in although it was no longer due.</param>
public sealed record PaymentFollowed(string InvoiceNumber, long AmountCents, PaymentAttemptState State, long ExcessCents);

internal sealed class FollowPaymentHandler(IInvoicingDb db, RecordSight sight, ICurrentUser user, PaymentOutcomes outcomes)
    : IExchangeHandler<FollowPayment, PaymentFollowed>
{
    public async Task<Outcome<PaymentFollowed>> Handle(FollowPayment request, CancellationToken cancellationToken)
    {
        var mine = db.Invoices.WhereOpenTo(db, user.FamilyId, await sight.OfParentAsync(cancellationToken));
        if (
            await db.PaymentAttempts.AnyAsync(
                row => row.Id == request.Attempt && mine.Any(invoice => invoice.Id == row.InvoiceId) && row.State == PaymentAttemptState.Pending,
                cancellationToken
            )
        )
        {
            await outcomes.AskNowAsync(request.Attempt, cancellationToken);
        }

        return
            await (
                from attempt in db.PaymentAttempts
                join invoice in mine on attempt.InvoiceId equals invoice.Id
                where attempt.Id == request.Attempt
                select new PaymentFollowed(
                    invoice.Number,
                    attempt.AmountCents,
                    attempt.State,
                    attempt.IdOp == null ? 0 : db.Payments.Where(payment => payment.Key == "payfip:" + attempt.IdOp).Sum(payment => payment.ExcessCents)
                )
            ).SingleOrDefaultAsync(cancellationToken)
                is { } followed
            ? followed
            : Refusal.NotFound;
    }
}
