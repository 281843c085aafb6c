using ClsPortal.Domain.Shared;

namespace ClsPortal.Domain.Invoicing;

/// <summary>How it was paid.</summary>
public enum PaymentMeans
{
    /// <summary>PayFiP, carte bancaire.</summary>
    PayFipCard,

    /// <summary>PayFiP, prélèvement.</summary>
    PayFipDebit,

    /// <summary>Espèces.</summary>
    Cash,

    /// <summary>Chèque.</summary>
    Cheque,

    /// <summary>Ticket CESU.</summary>
    Cesu,

    /// <summary>Chèque-vacances.</summary>
    HolidayVoucher,

    /// <summary>Virement.</summary>
    Transfer,

    /// <summary>Remboursement: money given back, a negative amount.</summary>
    Refund,
}

/// <summary>Money that came in for an invoice, or went back. Never changed: a mistake is reversed by a second payment.</summary>
public sealed class Payment
{
    /// <summary>Longest <see cref="Key"/>, in characters.</summary>
    public const int KeyMaxLength = 100;

    /// <summary>Longest <see cref="Reference"/>, in characters.</summary>
    public const int ReferenceMaxLength = 100;

    /// <summary>Longest <see cref="TreasuryToldHow"/>, in characters.</summary>
    public const int ToldHowMaxLength = 200;

    private Payment() { }

    /// <summary>Database key.</summary>
    public long Id { get; private set; }

    /// <summary>The invoice; never a credit note.</summary>
    public long InvoiceId { get; private set; }

    /// <summary>What counts on the invoice, in euro cents; negative when money went back.</summary>
    public long AmountCents { get; private set; }

    /// <summary>
    /// What came in beyond what was due (a parent who paid twice on PayFiP): it counts on no invoice and is to be given back.
    /// What is typed by hand is refused when it exceeds what is due.
    /// </summary>
    public long ExcessCents { get; private set; }

    /// <summary>How it was paid.</summary>
    public PaymentMeans Means { get; private set; }

    /// <summary>What makes it one payment, however often it is told: such as <c>payfip:</c> with the operation, or the form's own key. Unique.</summary>
    public string Key { get; private set; } = "";

    /// <summary>What a person reads, such as the number of a cheque.</summary>
    public string? Reference { get; private set; }

    /// <summary>The day it was received: what counts for the year of the tax certificate.</summary>
    public DateOnly ReceivedOn { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime RecordedAt { get; private set; }

    /// <summary>The login that recorded it; empty for the portal itself (PayFiP).</summary>
    public Guid RecordedBy { get; private set; }

    /// <summary>The name behind the login on that day, or « PayFiP ».</summary>
    public string RecordedByName { get; private set; } = "";

    /// <summary>The payment that this one reverses (a cheque that bounced, a slip of the keyboard): once at most.</summary>
    public long? ReversesPaymentId { get; private set; }

    /// <summary>It moved while the debt was the Trésorerie's, which does not know it from itself and must be told.</summary>
    public bool AfterHandOver { get; private set; }

    /// <summary>When the Trésorerie was told of it; UTC.</summary>
    public DateTime? TreasuryToldAt { get; private set; }

    /// <summary>How it was told, such as the date of a letter.</summary>
    public string? TreasuryToldHow { get; private set; }

    /// <summary>Who says so.</summary>
    public string? TreasuryToldByName { get; private set; }

    /// <summary>Keeps in mind that the Trésorerie must be told.</summary>
    public void TellTreasury() => AfterHandOver = true;

    /// <summary>Records money that came in.</summary>
    /// <exception cref="ArgumentException">Nothing came in.</exception>
    public static Payment Receive(long invoiceId, long amountCents, PaymentMeans means, PaymentOrigin origin, Author author, long excessCents = 0)
    {
        if (amountCents < 0 || excessCents < 0 || amountCents + excessCents == 0 || means == PaymentMeans.Refund)
        {
            throw new ArgumentException("A payment brings money.", nameof(amountCents));
        }

        return Record(invoiceId, amountCents, excessCents, means, origin, author, null);
    }

    /// <summary>Takes a payment back as a whole.</summary>
    public static Payment Reverse(Payment payment, PaymentOrigin origin, Author author) =>
        Record(payment.InvoiceId, -payment.AmountCents, -payment.ExcessCents, payment.Means, origin, author, payment.Id);

    /// <summary>Gives money back, such as what was credited after it had been paid.</summary>
    /// <exception cref="ArgumentException">Nothing is given back.</exception>
    public static Payment GiveBack(long invoiceId, long amountCents, PaymentOrigin origin, Author author, long excessCents = 0)
    {
        if (amountCents < 0 || excessCents < 0 || amountCents + excessCents == 0)
        {
            throw new ArgumentException("What is given back is said as a positive amount.", nameof(amountCents));
        }

        return Record(invoiceId, -amountCents, -excessCents, PaymentMeans.Refund, origin, author, null);
    }

    private static Payment Record(
        long invoiceId,
        long amountCents,
        long excessCents,
        PaymentMeans means,
        PaymentOrigin origin,
        Author author,
        long? reverses
    ) =>
        new()
        {
            InvoiceId = invoiceId,
            AmountCents = amountCents,
            ExcessCents = excessCents,
            Means = means,
            Key = origin.Key,
            Reference = string.IsNullOrWhiteSpace(origin.Reference) ? null : origin.Reference.Trim(),
            ReceivedOn = origin.On,
            RecordedAt = author.At,
            RecordedBy = author.LoginId,
            RecordedByName = author.Name,
            ReversesPaymentId = reverses,
        };
}

/// <summary>What a payment is known by.</summary>
/// <param name="Key">See <see cref="Payment.Key"/>.</param>
/// <param name="Reference">See <see cref="Payment.Reference"/>.</param>
/// <param name="On">The day on which the money moved.</param>
public sealed record PaymentOrigin(string Key, string? Reference, DateOnly On);
