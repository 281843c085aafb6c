using ClsPortal.Domain.Families;

namespace ClsPortal.Domain.Invoicing;

/// <summary>Who owes an invoice, as it stood on the day of issue: kept in parts beside the printed text, so that nobody has to read it back.</summary>
public sealed record Debtor
{
    /// <summary>Longest name, in characters.</summary>
    public const int NameMaxLength = Family.NameMaxLength;

    /// <summary>Longest <see cref="Civility"/>, in characters.</summary>
    public const int CivilityMaxLength = 10;

    /// <summary>The two that the Trésorerie takes for a person.</summary>
    public static readonly IReadOnlyList<string> Civilities = ["Mme", "M."];

    private Debtor() { }

    /// <summary>A person with the address.</summary>
    public Debtor(string civility, string lastName, string firstName, PostalAddress address) =>
        (Civility, LastName, FirstName, Address) = (civility.Trim(), lastName.Trim(), firstName.Trim(), address);

    /// <summary>« Mme » or « M. »; empty while it is not known.</summary>
    public string Civility { get; private init; } = "";

    /// <summary>Nom.</summary>
    public string LastName { get; private init; } = "";

    /// <summary>Prénom.</summary>
    public string FirstName { get; private init; } = "";

    /// <summary>Where.</summary>
    public PostalAddress Address { get; private init; } = new("", "", "", "", "");
}

/// <summary>Why a debtor cannot stand in the Trésorerie's file.</summary>
public enum DebtorFlaw
{
    /// <summary>Nothing of an older invoice's text could be told apart.</summary>
    Unreadable,

    /// <summary>Neither « M. » nor « Mme »: a title of a person without is rejected, and so is « Mlle ».</summary>
    NoCivility,

    /// <summary>The last name is missing.</summary>
    NoLastName,

    /// <summary>The first name is missing.</summary>
    NoFirstName,

    /// <summary>Number and street are missing.</summary>
    NoStreet,

    /// <summary>The post code is not five digits.</summary>
    NoPostCode,

    /// <summary>The town is missing.</summary>
    NoTown,

    /// <summary>A name or a line is in letters that the file does not hold and nobody can write otherwise.</summary>
    OtherLetters,

    /// <summary>A name or a line is longer than the file holds.</summary>
    TooLong,
}

/// <summary>A debtor as the Trésorerie's file holds one: letters of ISO-8859-1, every part of at most 38 of them.</summary>
public sealed record TreasuryDebtor(
    string Civility,
    string LastName,
    string FirstName,
    string Complement,
    string Street,
    string Locality,
    string PostCode,
    string City
)
{
    /// <summary>Longest of each part, in characters.</summary>
    public const int PartMaxLength = 38;

    private const int PostCodeLength = 5;

    /// <summary>Writes a debtor for the file; null when <see cref="FlawsOf"/> tells why it cannot be.</summary>
    public static TreasuryDebtor? Of(Debtor? debtor) => debtor is not null && FlawsOf(debtor).Count == 0 ? Written(debtor) : null;

    /// <summary>All that keeps a debtor out of the file; nothing is cut and no letter replaced by a question mark.</summary>
    public static IReadOnlyList<DebtorFlaw> FlawsOf(Debtor? debtor)
    {
        if (debtor is null)
        {
            return [DebtorFlaw.Unreadable];
        }

        var (written, address) = (Written(debtor), debtor.Address);
        List<DebtorFlaw> flaws = [];
        Check(!Debtor.Civilities.Contains(debtor.Civility), DebtorFlaw.NoCivility);
        Check(debtor.LastName.Length == 0, DebtorFlaw.NoLastName);
        Check(debtor.FirstName.Length == 0, DebtorFlaw.NoFirstName);
        Check(address.Street.Length == 0, DebtorFlaw.NoStreet);
        Check(written.PostCode.Length != PostCodeLength || !written.PostCode.All(char.IsAsciiDigit), DebtorFlaw.NoPostCode);
        Check(address.Town.Length == 0, DebtorFlaw.NoTown);
        string[] texts = [debtor.LastName, debtor.FirstName, address.Complement, address.Street, address.Locality, address.Town];
        Check(texts.Any(text => !TreasuryText.Holds(text)), DebtorFlaw.OtherLetters);
        string[] parts = [written.LastName, written.FirstName, written.Complement, written.Street, written.Locality, written.City];
        Check(parts.Any(part => part.Length > PartMaxLength), DebtorFlaw.TooLong);
        return flaws;

        void Check(bool isFlawed, DebtorFlaw flaw)
        {
            if (isFlawed)
            {
                flaws.Add(flaw);
            }
        }
    }

    private static TreasuryDebtor Written(Debtor debtor)
    {
        var (street, below) = Broken(TreasuryText.Of(debtor.Address.Street));
        var locality = TreasuryText.Of($"{below} {debtor.Address.Locality}");
        return new TreasuryDebtor(
            debtor.Civility,
            TreasuryText.Of(debtor.LastName),
            TreasuryText.Of(debtor.FirstName),
            TreasuryText.Of(debtor.Address.Complement),
            street,
            locality,
            debtor.Address.PostCode.Replace(" ", "", StringComparison.Ordinal),
            TreasuryText.Of(debtor.Address.Town)
        );
    }

    // A long street goes on below, as on an envelope; its number stays in front.
    private static (string Street, string Below) Broken(string street)
    {
        if (street.Length <= PartMaxLength || street.LastIndexOf(' ', PartMaxLength) is not (> 0 and var at))
        {
            return (street, "");
        }

        return (street[..at], street[(at + 1)..]);
    }
}
