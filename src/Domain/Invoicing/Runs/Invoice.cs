using ClsPortal.Domain.Shared;

namespace ClsPortal.Domain.Invoicing;

/// <summary>What the family receives.</summary>
public enum InvoiceKind
{
    /// <summary>Facture: what is owed.</summary>
    Invoice,

    /// <summary>Avoir: takes back lines of an invoice. Its amounts are negative.</summary>
    CreditNote,
}

/// <summary>
/// Facture or avoir. Once issued its content never changes: a mistake is corrected by a credit note. What was paid and credited
/// is counted beside it, so that at any moment <c>total = credited + paid + due</c>; the database refuses to count beyond the total.
/// </summary>
public sealed class Invoice
{
    /// <summary>Longest name of the addressee with the address, in characters.</summary>
    public const int AddresseeMaxLength = 1000;

    /// <summary>Longest reason of a credit note, in characters.</summary>
    public const int ReasonMaxLength = 500;

    private readonly List<InvoiceLine> _lines = [];

    private Invoice() { }

    /// <summary>Database key.</summary>
    public long Id { get; private set; }

    /// <summary>Such as <c>011900075</c>; see <see cref="InvoiceNumber"/>. Also the reference that parents type on PayFiP.</summary>
    public string Number { get; private set; } = "";

    /// <summary>Invoice or credit note.</summary>
    public InvoiceKind Kind { get; private set; }

    /// <summary>The family, whose parents alone may read it.</summary>
    public int FamilyId { get; private set; }

    /// <summary>The guardian whose name and address stand on it; null on an older invoice of which it is not known.</summary>
    public int? AddresseeId { get; private set; }

    /// <summary>Name and address as they stood when it was issued, one line of it per line: what is printed.</summary>
    public string Addressee { get; private set; } = "";

    /// <summary>
    /// The same in parts, for the Trésorerie; null on an older invoice whose text could not be told apart. Not what is printed: a person may
    /// enter it later.
    /// </summary>
    public Debtor? Debtor { get; private set; }

    /// <summary>First day of what is invoiced.</summary>
    public DateOnly PeriodFrom { get; private set; }

    /// <summary>Last day of what is invoiced.</summary>
    public DateOnly PeriodTo { get; private set; }

    /// <summary>The date on it.</summary>
    public DateOnly IssuedOn { get; private set; }

    /// <summary>The last day to pay; on a credit note the day of issue.</summary>
    public DateOnly DueOn { get; private set; }

    /// <summary>The sum of the lines, in euro cents; at most 0 on a credit note.</summary>
    public long TotalCents { get; private set; }

    /// <summary>What credit notes have taken back, as a positive amount.</summary>
    public long CreditedCents { get; private set; }

    /// <summary>What payments have brought, less what was given back. Changed only together with a <see cref="Payment"/>.</summary>
    public long PaidCents { get; private set; }

    /// <summary>What is still to be paid; negative when something was credited after it had been paid: that is to be given back.</summary>
    public long DueCents => Kind == InvoiceKind.CreditNote ? 0 : TotalCents - CreditedCents - PaidCents;

    /// <summary>On a credit note, the invoice it corrects.</summary>
    public long? CorrectsInvoiceId { get; private set; }

    /// <summary>On a credit note, why.</summary>
    public string? Reason { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime IssuedAt { get; private set; }

    /// <summary>The login that issued it.</summary>
    public Guid IssuedBy { get; private set; }

    /// <summary>The name behind the login on that day.</summary>
    public string IssuedByName { get; private set; } = "";

    /// <summary>The run that issued it; null for a credit note or a single invoice.</summary>
    public int? RunId { get; private set; }

    /// <summary>In the order they are printed in.</summary>
    public IReadOnlyList<InvoiceLine> Lines => _lines;

    /// <summary>An invoice over its lines.</summary>
    /// <exception cref="ArgumentException">There is no line, one is negative, or the dates are the wrong way round.</exception>
    public static Invoice Issue(
        string number,
        InvoiceRecipient recipient,
        InvoiceDates dates,
        IReadOnlyList<InvoiceLine> lines,
        Author author,
        int? runId = null
    )
    {
        if (lines.Count == 0 || lines.Any(line => line.TotalCents < 0) || dates.PeriodTo < dates.PeriodFrom || dates.DueOn < dates.IssuedOn)
        {
            throw new ArgumentException($"Invoice {number} has its lines or dates wrong.", nameof(lines));
        }

        return new Invoice
        {
            Kind = InvoiceKind.Invoice,
            PeriodFrom = dates.PeriodFrom,
            PeriodTo = dates.PeriodTo,
            DueOn = dates.DueOn,
            RunId = runId,
            Debtor = recipient.Debtor,
            AddresseeId = recipient.GuardianId,
        }.Sign(number, recipient, dates.IssuedOn, lines, author);
    }

    /// <summary>A credit note that takes back lines of an invoice, or parts of them.</summary>
    /// <exception cref="ArgumentException">There is no line, or one is not of the invoice.</exception>
    public static Invoice Credit(string number, Invoice invoice, IReadOnlyList<CreditedPart> parts, string reason, DateOnly issuedOn, Author author)
    {
        if (parts.Count == 0 || invoice.Kind != InvoiceKind.Invoice || parts.Any(part => part.Line.InvoiceId != invoice.Id))
        {
            throw new ArgumentException($"Credit note {number} does not take back lines of invoice {invoice.Number}.", nameof(parts));
        }

        return new Invoice
        {
            Kind = InvoiceKind.CreditNote,
            PeriodFrom = invoice.PeriodFrom,
            PeriodTo = invoice.PeriodTo,
            DueOn = issuedOn,
            CorrectsInvoiceId = invoice.Id,
            Reason = reason,
            Debtor = invoice.Debtor,
            AddresseeId = invoice.AddresseeId,
        }.Sign(number, new(invoice.FamilyId, invoice.Addressee), issuedOn, [.. parts.Select(InvoiceLine.TakeBack)], author);
    }

    /// <summary>Says who owes it, where its text does not.</summary>
    public void Owe(Debtor debtor) => Debtor = debtor;

    private Invoice Sign(string number, InvoiceRecipient recipient, DateOnly issuedOn, IReadOnlyList<InvoiceLine> lines, Author author)
    {
        (Number, FamilyId, Addressee, IssuedOn) = (number, recipient.FamilyId, recipient.Addressee, issuedOn);
        (IssuedAt, IssuedBy, IssuedByName) = (author.At, author.LoginId, author.Name);
        foreach (var (position, line) in lines.Index())
        {
            _lines.Add(line.At(position + 1));
        }

        TotalCents = _lines.Sum(line => line.TotalCents);
        return this;
    }
}
