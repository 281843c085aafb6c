namespace ClsPortal.Domain.Invoicing;

/// <summary>
/// Who invoices and how. A change adds a version and leaves the ones before: an invoice is printed with the version that held
/// when it was issued, so that its document never changes.
/// </summary>
public sealed class InvoicingSettings
{
    /// <summary>Longest name, in characters.</summary>
    public const int NameMaxLength = 100;

    /// <summary>Longest address or text, in characters.</summary>
    public const int TextMaxLength = 500;

    /// <summary>Longest delay to pay.</summary>
    public const int MostDueDays = 120;

    /// <summary>More is a slip of the keyboard: 200 €.</summary>
    public const long MostMinimumCents = 20_000;

    private InvoicingSettings() { }

    /// <summary>Database key; the highest one holds.</summary>
    public int Id { get; private set; }

    /// <summary>First two digits of the numbers.</summary>
    public string Series { get; private set; } = InvoiceNumber.DefaultSeries;

    /// <summary>Days from the date of an invoice to the last day to pay.</summary>
    public int DueDays { get; private set; }

    /// <summary>Whether an absence without an accepted reason is invoiced.</summary>
    public bool InvoicesAbsences { get; private set; }

    /// <summary>Whether an absence with an accepted reason is invoiced.</summary>
    public bool InvoicesJustifiedAbsences { get; private set; }

    /// <summary>
    /// A family that owes less is not invoiced by a run: it is carried over to the next one (CGCT D1611-1: public bodies do not
    /// collect sums below 15 €). 0: everything is invoiced.
    /// </summary>
    public long MinimumCents { get; private set; }

    /// <summary>The body that invoices.</summary>
    public string IssuerName { get; private set; } = "";

    /// <summary>Its address, one line of it per line.</summary>
    public string IssuerAddress { get; private set; } = "";

    /// <summary>Trésorerie: where the coupon goes with a cheque.</summary>
    public string TreasuryName { get; private set; } = "";

    /// <summary>Its address, one line of it per line.</summary>
    public string TreasuryAddress { get; private set; } = "";

    /// <summary>How to pay, as it is printed above the coupon.</summary>
    public string PaymentText { get; private set; } = "";

    /// <summary>Six digits by which PayFiP knows the body, printed on the invoices; empty for none.</summary>
    public string PayFipNumber { get; private set; } = "";

    /// <summary>UTC.</summary>
    public DateTime ChangedAt { get; private set; }

    /// <summary>The login that changed it.</summary>
    public Guid ChangedBy { get; private set; }

    /// <summary>The name behind the login on that day.</summary>
    public string ChangedByName { get; private set; } = "";

    /// <summary>A new version.</summary>
    public static InvoicingSettings Version(InvoicingTerms terms, DateTime now, Guid by, string byName) =>
        new()
        {
            Series = terms.Series,
            DueDays = terms.DueDays,
            InvoicesAbsences = terms.InvoicesAbsences,
            InvoicesJustifiedAbsences = terms.InvoicesJustifiedAbsences,
            MinimumCents = terms.MinimumCents,
            IssuerName = terms.IssuerName.Trim(),
            IssuerAddress = terms.IssuerAddress.Trim(),
            TreasuryName = terms.TreasuryName.Trim(),
            TreasuryAddress = terms.TreasuryAddress.Trim(),
            PaymentText = terms.PaymentText.Trim(),
            PayFipNumber = terms.PayFipNumber.Trim(),
            ChangedAt = now,
            ChangedBy = by,
            ChangedByName = byName,
        };
}

/// <summary>What the settings say, apart from their version.</summary>
public sealed record InvoicingTerms(
    string Series,
    int DueDays,
    bool InvoicesAbsences,
    bool InvoicesJustifiedAbsences,
    string IssuerName,
    string IssuerAddress,
    string TreasuryName,
    string TreasuryAddress,
    string PaymentText,
    long MinimumCents = 0,
    string PayFipNumber = ""
)
{
    /// <summary>Before anybody has said anything: as the guide says, what is booked past the delay is invoiced.</summary>
    public static InvoicingTerms Initial => new(InvoiceNumber.DefaultSeries, 30, true, false, "", "", "", "", "");
}
