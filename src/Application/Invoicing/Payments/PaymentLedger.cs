using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>What became of a payment that was told.</summary>
internal enum PaymentEntry
{
    /// <summary>Recorded now.</summary>
    Recorded,

    /// <summary>Recorded now, on a debt that is the Trésorerie's.</summary>
    RecordedAfterHandOver,

    /// <summary>The same payment, or the reversal of the same payment, was recorded before: nothing was done.</summary>
    AlreadyRecorded,

    /// <summary>It exceeds what is due (or gives back more than came in): nothing was done.</summary>
    Exceeds,

    /// <summary>The debt is the Trésorerie's and nobody said where the money went: the transaction is to be rolled back.</summary>
    HandedOver,
}

/// <summary>What a payment on a debt means that is the Trésorerie's.</summary>
internal enum OnHandedOver
{
    /// <summary>It is refused until somebody says where the money went.</summary>
    Refuse,

    /// <summary>It counts, and the Trésorerie must be told.</summary>
    Tell,

    /// <summary>It counts, and the Trésorerie knows of it.</summary>
    Known,
}

/// <summary>
/// The one way in which a payment reaches an invoice: the row and the invoice's count change together, in the running
/// transaction, by a conditional update that no two payments can both pass. The same lock parts it from a hand-over to the Trésorerie.
/// </summary>
internal sealed class PaymentLedger(IInvoicingDb db)
{
    public async Task<PaymentEntry> EnterAsync(Payment payment, OnHandedOver handedOver, CancellationToken cancellationToken)
    {
        if (await IsRecordedAsync(payment, cancellationToken))
        {
            return PaymentEntry.AlreadyRecorded;
        }

        // Locks the invoice also when nothing counts on it, so that payments for one invoice come one after the other.
        var counted = await db
            .Invoices.Where(invoice =>
                invoice.Id == payment.InvoiceId
                && invoice.Kind == InvoiceKind.Invoice
                && invoice.PaidCents + payment.AmountCents >= 0
                && (payment.AmountCents <= 0 || invoice.PaidCents + invoice.CreditedCents + payment.AmountCents <= invoice.TotalCents)
            )
            .ExecuteUpdateAsync(set => set.SetProperty(invoice => invoice.PaidCents, invoice => invoice.PaidCents + payment.AmountCents), cancellationToken);
        if (counted == 0)
        {
            // Whoever waited here for the same payment to be committed finds it now.
            return await IsRecordedAsync(payment, cancellationToken) ? PaymentEntry.AlreadyRecorded : PaymentEntry.Exceeds;
        }

        var isHandedOver = await db.IsHandedOverAsync(payment.InvoiceId, cancellationToken);
        if (isHandedOver && handedOver == OnHandedOver.Refuse)
        {
            return PaymentEntry.HandedOver;
        }

        if (isHandedOver && handedOver == OnHandedOver.Tell)
        {
            payment.TellTreasury();
        }

        db.Payments.Add(payment);
        await db.SaveChangesAsync(cancellationToken);
        return isHandedOver ? PaymentEntry.RecordedAfterHandOver : PaymentEntry.Recorded;
    }

    private Task<bool> IsRecordedAsync(Payment payment, CancellationToken cancellationToken) =>
        db.Payments.AnyAsync(
            row => row.Key == payment.Key || (payment.ReversesPaymentId != null && row.ReversesPaymentId == payment.ReversesPaymentId),
            cancellationToken
        );
}
