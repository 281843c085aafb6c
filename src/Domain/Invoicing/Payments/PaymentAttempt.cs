namespace ClsPortal.Domain.Invoicing;

/// <summary>Where a payment on PayFiP stands.</summary>
public enum PaymentAttemptState
{
    /// <summary>Recorded here; PayFiP is being asked to open it.</summary>
    Opening,

    /// <summary>The parent was sent to PayFiP; its outcome is not known.</summary>
    Pending,

    /// <summary>Paid, and recorded as a <see cref="Payment"/>.</summary>
    Paid,

    /// <summary>Refused by the bank.</summary>
    Refused,

    /// <summary>Given up by the parent.</summary>
    Cancelled,

    /// <summary>Its time ran out. PayFiP is still asked for a while: a late answer is not lost.</summary>
    Expired,

    /// <summary>PayFiP could not open it: the parent never left.</summary>
    Failed,

    /// <summary>PayFiP's answer does not fit what was asked, or never came: a person must look.</summary>
    ToReview,

    /// <summary>Sent to the page that answers nothing: the accountant compares it with what the Trésorerie received.</summary>
    ToReconcile,

    /// <summary>A person has looked: nothing more is to be done.</summary>
    Closed,
}

/// <summary>One attempt of a parent to pay one invoice on PayFiP (its references name one debt each).</summary>
public sealed class PaymentAttempt
{
    /// <summary>Longest <see cref="IdOp"/>, in characters.</summary>
    public const int IdOpMaxLength = 64;

    /// <summary>Longest <see cref="Note"/>, in characters.</summary>
    public const int NoteMaxLength = 300;

    private PaymentAttempt() { }

    /// <summary>Also what the way back from PayFiP names.</summary>
    public Guid Id { get; private set; }

    /// <summary>What is paid.</summary>
    public long InvoiceId { get; private set; }

    /// <summary>The family, whose parents alone may follow it.</summary>
    public int FamilyId { get; private set; }

    /// <summary>What PayFiP was asked to collect, in euro cents.</summary>
    public long AmountCents { get; private set; }

    /// <summary>The reference that PayFiP was given for the debt.</summary>
    public string Reference { get; private set; } = "";

    /// <summary>PayFiP's name of the operation; null before it has one, and in the mode that has none.</summary>
    public string? IdOp { get; private set; }

    /// <summary>Where it stands.</summary>
    public PaymentAttemptState State { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>Until when it can be paid on PayFiP, UTC.</summary>
    public DateTime ExpiresAt { get; private set; }

    /// <summary>The parent's login.</summary>
    public Guid StartedBy { get; private set; }

    /// <summary>When PayFiP is to be asked next, UTC; null when there is nothing more to ask.</summary>
    public DateTime? NextPollAt { get; private set; }

    /// <summary>How often it was asked since it was last notified.</summary>
    public int Polls { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? LastPolledAt { get; private set; }

    /// <summary>When it came to its end, UTC.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>What the accountant reads: what does not fit, or what was decided.</summary>
    public string? Note { get; private set; }

    /// <summary>A payment that PayFiP is about to be asked to open.</summary>
    public static PaymentAttempt Open(Invoice invoice, Guid startedBy, DateTime now)
    {
        var attempt = Start(invoice, startedBy, now);
        attempt.State = PaymentAttemptState.Opening;
        // Should the portal die before PayFiP answers, nobody knows the operation and nobody can pay it.
        attempt.NextPollAt = attempt.ExpiresAt;
        return attempt;
    }

    /// <summary>A payment on the page that answers nothing.</summary>
    public static PaymentAttempt SendAway(Invoice invoice, Guid startedBy, DateTime now)
    {
        var attempt = Start(invoice, startedBy, now);
        attempt.State = PaymentAttemptState.ToReconcile;
        return attempt;
    }

    private static PaymentAttempt Start(Invoice invoice, Guid startedBy, DateTime now) =>
        new()
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(now, TimeSpan.Zero)),
            InvoiceId = invoice.Id,
            FamilyId = invoice.FamilyId,
            AmountCents = invoice.DueCents,
            Reference = PayFipRules.Reference(invoice.Number),
            CreatedAt = now,
            ExpiresAt = now + PayFipRules.Lifetime,
            StartedBy = startedBy,
        };
}

/// <summary>When PayFiP is asked again about a payment that nobody notified.</summary>
public static class PollSchedule
{
    /// <summary>After this, PayFiP's silence is a person's matter.</summary>
    public static readonly TimeSpan GivesUpAfter = TimeSpan.FromDays(30);

    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(4),
        TimeSpan.FromMinutes(8),
        TimeSpan.FromMinutes(15),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(6),
    ];

    /// <summary>The wait after so many questions.</summary>
    public static TimeSpan After(int polls) => Delays[Math.Clamp(polls, 0, Delays.Length - 1)];
}
