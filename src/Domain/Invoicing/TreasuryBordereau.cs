using System.Text.RegularExpressions;

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

    private TreasuryBordereau()
    {
    }

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

    /// <summary>In the order of their numbers.</summary>
    public IReadOnlyList<TreasuryTitle> Titles => _titles;

    /// <summary>Makes a bordereau of invoices with their debtors.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static TreasuryBordereau Of(
        int year, int number, bool isReduction, DateOnly from, DateOnly to, DateOnly issuedOn, IReadOnlyList<(long InvoiceId, long AmountCents, Debtor Debtor)> titles, DateTime now, Guid by, string byName)
    {
        if (titles.Count == 0)
        {
            throw new ArgumentException("A bordereau holds at least one title.", nameof(titles));
        }

        var bordereau = new TreasuryBordereau
        {
            Year = year,
            Number = number,
            IsReduction = isReduction,
            From = from,
            To = to,
            IssuedOn = issuedOn,
            TitleCount = titles.Count,
            TotalCents = titles.Sum(title => title.AmountCents),
            CreatedAt = now,
            CreatedBy = by,
            CreatedByName = byName,
        };
        bordereau._titles.AddRange(titles.Select((title, index) => new TreasuryTitle(index + 1, title.InvoiceId, title.AmountCents, title.Debtor)));
        return bordereau;
    }
}

/// <summary>One invoice in a bordereau, with whom it is to be collected from as it stood on that day.</summary>
public sealed class TreasuryTitle
{
    private TreasuryTitle()
    {
    }

    internal TreasuryTitle(int position, long invoiceId, long amountCents, Debtor debtor)
    {
        (Position, InvoiceId, AmountCents) = (position, invoiceId, amountCents);
        (LastName, FirstName, Street, PostCode, City) = (debtor.LastName, debtor.FirstName, debtor.Street, debtor.PostCode, debtor.City);
    }

    /// <summary>The bordereau.</summary>
    public long BordereauId { get; private set; }

    /// <summary>From 1: the number of the piece.</summary>
    public int Position { get; private set; }

    /// <summary>The invoice or credit note; in one bordereau that counts at most.</summary>
    public long InvoiceId { get; private set; }

    /// <summary>An invoice's total less what was credited by then; of a credit note what it takes back, as a positive amount.</summary>
    public long AmountCents { get; private set; }

    /// <summary>Nom.</summary>
    public string LastName { get; private set; } = "";

    /// <summary>Prénom.</summary>
    public string FirstName { get; private set; } = "";

    /// <summary>Voie.</summary>
    public string Street { get; private set; } = "";

    /// <summary>Code postal.</summary>
    public string PostCode { get; private set; } = "";

    /// <summary>Ville.</summary>
    public string City { get; private set; } = "";

    /// <summary>The bordereau was given up.</summary>
    public bool IsCancelled { get; private set; }
}

/// <summary>Whom the Trésorerie collects from.</summary>
public sealed partial record Debtor(string LastName, string FirstName, string Street, string PostCode, string City)
{
    /// <summary>Longest of each, in characters, as the file holds it.</summary>
    public const int PartMaxLength = 38;

    /// <summary>From the parts of an address; null when street, post code or town is missing.</summary>
    public static Debtor? Of(string lastName, string firstName, string street, string postCode, string town) =>
        Read(lastName, firstName, $"-\n{street}\n{postCode} {town}");

    /// <summary>Reads the address below the name on an invoice; null when street, post code or town is missing.</summary>
    public static Debtor? Read(string lastName, string firstName, string addressee)
    {
        var lines = addressee.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var town = Array.FindLastIndex(lines, line => Town().IsMatch(line));
        var street = town < 0 ? "" : string.Join(' ', lines[1..Math.Max(1, town)].Where(line => !IsName(line, lastName, firstName)));
        if (street.Length == 0)
        {
            return null;
        }

        var match = Town().Match(lines[town]);
        return new Debtor(
            TreasuryText.Of(lastName, PartMaxLength), TreasuryText.Of(firstName, PartMaxLength), TreasuryText.Of(street, PartMaxLength),
            match.Groups["code"].Value, TreasuryText.Of(match.Groups["town"].Value, PartMaxLength));
    }

    // The first line always names somebody; the household's line may stand above the person's.
    private static bool IsName(string line, string lastName, string firstName) => line.Equals($"{firstName} {lastName}".Trim(), StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^(?<code>\d{5})\s+(?<town>\S.*)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Town();
}
