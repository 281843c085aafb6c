using ClsPortal.Domain.Shared;

namespace ClsPortal.Domain.Invoicing;

/// <summary>
/// Invoices handed to the Trésorerie as titles to collect (PES Aller, ORMC), or credit notes that reduce titles handed over before.
/// Its file can be had again at any time, always the same.
/// </summary>
public sealed class TreasuryBordereau
{
    /// <summary>Longest reason, in characters.</summary>
    public const int ReasonMaxLength = 500;

    private readonly List<TreasuryTitle> _titles = [];

    private TreasuryBordereau() { }

    /// <summary>Database key.</summary>
    public long Id { get; private set; }

    /// <summary>Exercice.</summary>
    public int Year { get; private set; }

    /// <summary>From 1 in each year, without gap; reductions count apart.</summary>
    public int Number { get; private set; }

    /// <summary>Holds credit notes (annulations and réductions) instead of invoices.</summary>
    public bool IsReduction { get; private set; }

    /// <summary>First date of issue.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Last date of issue.</summary>
    public DateOnly To { get; private set; }

    /// <summary>The date on it.</summary>
    public DateOnly IssuedOn { get; private set; }

    /// <summary>How many titles.</summary>
    public int TitleCount { get; private set; }

    /// <summary>Their sum, in euro cents.</summary>
    public long TotalCents { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>The login that made it.</summary>
    public Guid CreatedBy { get; private set; }

    /// <summary>The name behind the login on that day.</summary>
    public string CreatedByName { get; private set; } = "";

    /// <summary>When it was given up, so that its invoices can go into another one; UTC.</summary>
    public DateTime? CancelledAt { get; private set; }

    /// <summary>Why.</summary>
    public string? CancelReason { get; private set; }

    /// <summary>The version of the codes that its file is written with; null for those of the configuration.</summary>
    public int? CodesId { get; private set; }

    /// <summary>In the order of their numbers.</summary>
    public IReadOnlyList<TreasuryTitle> Titles => _titles;

    /// <summary>Makes a bordereau of invoices with their debtors.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static TreasuryBordereau Of(
        BordereauNumber number,
        DateOnly from,
        DateOnly to,
        DateOnly issuedOn,
        IReadOnlyList<TitleToIssue> titles,
        Author author,
        int? codesId = null
    )
    {
        if (titles.Count == 0)
        {
            throw new ArgumentException("A bordereau holds at least one title.", nameof(titles));
        }

        var bordereau = new TreasuryBordereau
        {
            Year = number.Year,
            Number = number.Number,
            IsReduction = number.IsReduction,
            From = from,
            To = to,
            IssuedOn = issuedOn,
            TitleCount = titles.Count,
            TotalCents = titles.Sum(title => title.AmountCents),
            CreatedAt = author.At,
            CreatedBy = author.LoginId,
            CreatedByName = author.Name,
            CodesId = codesId,
        };
        bordereau._titles.AddRange(titles.Select((title, index) => new TreasuryTitle(index + 1, title)));
        return bordereau;
    }
}

/// <summary>The number of a bordereau: titles and reductions of a year are counted apart.</summary>
public sealed record BordereauNumber(int Year, int Number, bool IsReduction);

/// <summary>An invoice or credit note that goes into a bordereau.</summary>
/// <param name="InvoiceId">The invoice or credit note.</param>
/// <param name="AmountCents">What is due, or how much less.</param>
/// <param name="CreditedCents">What credit notes had taken back of the invoice.</param>
/// <param name="Debtor">Whom it is collected from.</param>
public sealed record TitleToIssue(long InvoiceId, long AmountCents, long CreditedCents, TreasuryDebtor Debtor);

/// <summary>One invoice in a bordereau, with whom it is to be collected from as it stood on that day.</summary>
public sealed class TreasuryTitle
{
    private TreasuryTitle() { }

    internal TreasuryTitle(int position, TitleToIssue title)
    {
        (Position, InvoiceId, AmountCents, CreditedCents) = (position, title.InvoiceId, title.AmountCents, title.CreditedCents);
        (Civility, LastName, FirstName) = (title.Debtor.Civility, title.Debtor.LastName, title.Debtor.FirstName);
        (Complement, Street, Locality) = (title.Debtor.Complement, title.Debtor.Street, title.Debtor.Locality);
        (PostCode, City) = (title.Debtor.PostCode, title.Debtor.City);
    }

    /// <summary>The bordereau.</summary>
    public long BordereauId { get; private set; }

    /// <summary>From 1: the number of the piece.</summary>
    public int Position { get; private set; }

    /// <summary>The invoice or credit note; in one bordereau that counts at most.</summary>
    public long InvoiceId { get; private set; }

    /// <summary>What was still due of an invoice by then; of a credit note by how much the title is reduced, as a positive amount.</summary>
    public long AmountCents { get; private set; }

    /// <summary>What credit notes had taken back of the invoice by then: those that came later reduce the title.</summary>
    public long CreditedCents { get; private set; }

    /// <summary>« Mme » or « M. »; empty on titles from before it was kept.</summary>
    public string Civility { get; private set; } = "";

    /// <summary>Nom.</summary>
    public string LastName { get; private set; } = "";

    /// <summary>Prénom.</summary>
    public string FirstName { get; private set; } = "";

    /// <summary>What is written above the street.</summary>
    public string Complement { get; private set; } = "";

    /// <summary>Numéro et voie.</summary>
    public string Street { get; private set; } = "";

    /// <summary>What is written below the street.</summary>
    public string Locality { get; private set; } = "";

    /// <summary>Code postal.</summary>
    public string PostCode { get; private set; } = "";

    /// <summary>Ville.</summary>
    public string City { get; private set; } = "";

    /// <summary>The bordereau was given up.</summary>
    public bool IsCancelled { get; private set; }
}
