namespace ClsPortal.Application.Invoicing;

/// <summary>How the centre takes part in PayFiP, the payment service of the Trésor public (setting <c>Portal:PayFip:Mode</c>).</summary>
public enum PayFipMode
{
    /// <summary>The general page, where the parent types client number and reference. The portal hears nothing back.</summary>
    Link,

    /// <summary>A page filled in by its address. What it sends back is signed by nobody and marks nothing paid.</summary>
    Url,

    /// <summary>The web service: the portal asks PayFiP itself, and believes only that answer.</summary>
    WebService,
}

/// <summary>What a screen may know of the centre's PayFiP.</summary>
/// <param name="Mode">How the centre takes part.</param>
/// <param name="ClientNumber">Six digits; null where the configuration does not say: the accountant may.</param>
/// <param name="GeneralPage">Where a parent types both by hand.</param>
/// <param name="IsReal">False while payments are tests that move no money.</param>
public sealed record PayFipOffer(PayFipMode Mode, string? ClientNumber, Uri GeneralPage, bool IsReal);

/// <summary>What a parent is about to pay.</summary>
/// <param name="Reference">Of the debt, as <c>PayFipRules.Reference</c> writes it.</param>
/// <param name="Year">Of the invoice.</param>
/// <param name="Subject">What is paid for, read by the parent on PayFiP's page.</param>
/// <param name="AmountCents">Within <c>PayFipRules</c>.</param>
/// <param name="Email">Where PayFiP sends its receipt.</param>
/// <param name="Attempt">Whom the way back leads to.</param>
public sealed record PayFipOrder(string Reference, int Year, string Subject, long AmountCents, string Email, Guid Attempt);

/// <summary>How the start of a payment went.</summary>
public abstract record PayFipStart
{
    private PayFipStart() { }

    /// <summary>The parent is to go to <paramref name="Page"/>; <paramref name="IdOp"/> names the operation, null in the mode that knows none.</summary>
    public sealed record Started(Uri Page, string? IdOp) : PayFipStart;

    /// <summary>PayFiP refused what it was given: a setting or a fault of ours.</summary>
    public sealed record Refused(string Code) : PayFipStart;

    /// <summary>PayFiP does not answer, or says that it cannot now.</summary>
    public sealed record Unavailable(string Code) : PayFipStart;
}

/// <summary>What PayFiP says of an operation.</summary>
public enum PayFipOutcome
{
    /// <summary>Nothing yet (P5): the parent is still typing, or left.</summary>
    NotYetKnown,

    /// <summary>PayFiP has forgotten it (P1): it was never paid and never will be.</summary>
    Purged,

    /// <summary>Paid by card.</summary>
    PaidByCard,

    /// <summary>Paid by direct debit.</summary>
    PaidByDebit,

    /// <summary>Refused by the bank.</summary>
    Refused,

    /// <summary>Given up by the parent on PayFiP's page.</summary>
    Cancelled,

    /// <summary>No answer this time; it says nothing about the payment.</summary>
    Unavailable,
}

/// <summary>PayFiP's answer about one operation.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="AmountCents">What was paid; to be compared with what was asked.</param>
/// <param name="Reference">What it was paid for; likewise.</param>
/// <param name="Authorisation">The bank's number, for the accountant.</param>
/// <param name="Code">PayFiP's own code, for the log.</param>
public sealed record PayFipAnswer(PayFipOutcome Outcome, long AmountCents = 0, string Reference = "", string? Authorisation = null, string? Code = null)
{
    public bool IsPaid => Outcome is PayFipOutcome.PaidByCard or PayFipOutcome.PaidByDebit;
}

/// <summary>The boundary to the payment service.</summary>
public interface IPayFip
{
    PayFipOffer Offer { get; }

    /// <summary>Opens an operation. Never throws for an outage: an answer says it.</summary>
    Task<PayFipStart> StartAsync(PayFipOrder order, CancellationToken cancellationToken);

    /// <summary>The only word that marks anything paid. Asking changes nothing at PayFiP.</summary>
    Task<PayFipAnswer> AskAsync(string idOp, CancellationToken cancellationToken);
}
