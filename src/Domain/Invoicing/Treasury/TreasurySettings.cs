namespace ClsPortal.Domain.Invoicing;

/// <summary>What the Trésorerie knows the centre by, and what its descriptions leave to each office.</summary>
/// <param name="PostCode">IdPost: the accounting office's codique.</param>
/// <param name="Siret">IdColl: fourteen digits.</param>
/// <param name="CollectivityCode">CodCol: three digits.</param>
/// <param name="BudgetCode">CodBud: a digit or capital letter, then a digit.</param>
/// <param name="Label">LibelleColBud: the collectivity's name.</param>
/// <param name="ProductCode">CodProdLoc: the local product.</param>
/// <param name="AccountCode">Nature.</param>
/// <param name="ReductionPieceType">TypPce of an annulation or réduction.</param>
/// <param name="ReductionFileType">TypFic of a bordereau of reductions.</param>
public sealed record TreasurySettings(
    string PostCode,
    string Siret,
    string CollectivityCode,
    string BudgetCode,
    string Label,
    string ProductCode,
    string AccountCode = TreasurySettings.UsualAccountCode,
    string ReductionPieceType = TreasurySettings.UsualReductionPieceType,
    string ReductionFileType = TreasurySettings.UsualReductionFileType
)
{
    /// <summary>« Pour les titres ORMC : proposition de valorisation à 588. »</summary>
    public const string UsualAccountCode = "588";

    /// <summary>Titre correctif.</summary>
    public const string UsualReductionPieceType = "02";

    /// <summary>A bordereau that is not of ORMC.</summary>
    public const string UsualReductionFileType = "PESALR1";

    /// <summary>Per: one digit, the same for every month, so that October to December are not January.</summary>
    public string Period { get; init; } = "0";

    /// <summary>What stands between collectivity and year in the first key; empty for the bordereau's number, as programs in use write.</summary>
    public string KeyCode { get; init; } = "";

    /// <summary>Civilité of a man.</summary>
    public string CivilityOfMen { get; init; } = "M";

    /// <summary>Civilité of a woman.</summary>
    public string CivilityOfWomen { get; init; } = "MME";

    /// <summary>The first code that is wrong, and what it must be.</summary>
    public (string Name, string Value, string Expected)? Wrong() =>
        TreasuryCodeRule
            .All.Where(rule => !rule.IsRight(rule.Value(this)))
            .Select(rule => ((string, string, string)?)(rule.Name, rule.Value(this), rule.Expected))
            .FirstOrDefault();
}

/// <summary>What one of the codes must be for the Trésorerie's schema.</summary>
/// <param name="Name">Of the property, and of the key of configuration.</param>
/// <param name="Expected">For whoever writes the configuration.</param>
/// <param name="Sentence">For the accountant; French.</param>
/// <param name="Value">Reads it.</param>
/// <param name="IsRight">Whether it fits.</param>
public sealed record TreasuryCodeRule(string Name, string Expected, string Sentence, Func<TreasurySettings, string> Value, Predicate<string> IsRight)
{
    /// <summary>Longest label, in characters.</summary>
    public const int LabelMaxLength = 38;

    /// <summary>All of them, in the order of the form.</summary>
    public static readonly IReadOnlyList<TreasuryCodeRule> All =
    [
        new(
            nameof(TreasurySettings.PostCode),
            "6 or 7 digits (02A or 02B and 3 or 4 digits in Corsica)",
            "Indiquez le codique du poste comptable : 6 ou 7 chiffres.",
            codes => codes.PostCode,
            text =>
                text.Length is 6 or 7
                && (
                    IsDigits(text)
                    || ((text.StartsWith("02A", StringComparison.Ordinal) || text.StartsWith("02B", StringComparison.Ordinal)) && IsDigits(text[3..]))
                )
        ),
        new(
            nameof(TreasurySettings.Siret),
            "14 digits",
            "Indiquez les 14 chiffres du SIRET.",
            codes => codes.Siret,
            text => text.Length == 14 && IsDigits(text)
        ),
        new(
            nameof(TreasurySettings.CollectivityCode),
            "3 digits",
            "Indiquez les 3 chiffres du code collectivité.",
            codes => codes.CollectivityCode,
            text => text.Length == 3 && IsDigits(text)
        ),
        new(
            nameof(TreasurySettings.BudgetCode),
            "a digit or a capital letter, then a digit",
            "Indiquez le code budget : un chiffre ou une majuscule, puis un chiffre.",
            codes => codes.BudgetCode,
            text => text.Length == 2 && (char.IsAsciiDigit(text[0]) || char.IsAsciiLetterUpper(text[0])) && char.IsAsciiDigit(text[1])
        ),
        new(
            nameof(TreasurySettings.Label),
            "the name of the collectivity, 38 characters at most",
            "Indiquez le nom de la collectivité, en 38 caractères au plus.",
            codes => codes.Label,
            text => TreasuryText.Of(text) is { Length: > 0 and <= LabelMaxLength } && TreasuryText.Holds(text)
        ),
        new(
            nameof(TreasurySettings.ProductCode),
            "up to 4 letters or digits",
            "Indiquez le code produit : 1 à 4 chiffres ou lettres.",
            codes => codes.ProductCode,
            text => text.Length is >= 1 and <= 4 && text.All(char.IsAsciiLetterOrDigit)
        ),
        new(
            nameof(TreasurySettings.AccountCode),
            "up to 12 digits",
            "Indiquez la nature : 1 à 12 chiffres.",
            codes => codes.AccountCode,
            text => text.Length is >= 1 and <= 12 && IsDigits(text)
        ),
        new(nameof(TreasurySettings.Period), "1 digit", "Indiquez un chiffre.", codes => codes.Period, text => text.Length == 1 && IsDigits(text)),
        new(
            nameof(TreasurySettings.KeyCode),
            "up to 4 digits, or nothing",
            "Indiquez 1 à 4 chiffres, ou laissez vide.",
            codes => codes.KeyCode,
            text => text.Length <= 4 && IsDigits(text)
        ),
        new(nameof(TreasurySettings.CivilityOfMen), "up to 10 letters", "Indiquez 1 à 10 lettres, par exemple M.", codes => codes.CivilityOfMen, IsCivility),
        new(
            nameof(TreasurySettings.CivilityOfWomen),
            "up to 10 letters, and not MLLE",
            "Indiquez 1 à 10 lettres, par exemple MME : « Mlle » est rejeté.",
            codes => codes.CivilityOfWomen,
            IsCivility
        ),
        new(
            nameof(TreasurySettings.ReductionPieceType),
            "2 digits",
            "Indiquez 2 chiffres.",
            codes => codes.ReductionPieceType,
            text => text.Length == 2 && IsDigits(text)
        ),
        new(
            nameof(TreasurySettings.ReductionFileType),
            "up to 20 letters, digits or _",
            "Indiquez 1 à 20 lettres ou chiffres.",
            codes => codes.ReductionFileType,
            text => text.Length is >= 1 and <= 20 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
        ),
    ];

    private static bool IsDigits(string text) => text.All(char.IsAsciiDigit);

    private static bool IsCivility(string text) =>
        text.Length is >= 1 and <= 10
        && text.All(letter => char.IsAsciiLetter(letter) || letter == '.')
        && !text.StartsWith("ML", StringComparison.OrdinalIgnoreCase)
        && !text.StartsWith("MEL", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A version of the codes: a bordereau keeps the one that its file is written with, so that the file can be had again as it was.</summary>
public sealed class TreasuryCodes
{
    private TreasuryCodes() { }

    /// <summary>Database key; the highest one holds.</summary>
    public int Id { get; private set; }

    /// <summary>What they say.</summary>
    public TreasurySettings Terms { get; private set; } = default!;

    /// <summary>UTC.</summary>
    public DateTime ChangedAt { get; private set; }

    /// <summary>The login that changed them.</summary>
    public Guid ChangedBy { get; private set; }

    /// <summary>The name behind the login on that day.</summary>
    public string ChangedByName { get; private set; } = "";

    /// <summary>A new version.</summary>
    public static TreasuryCodes Version(TreasurySettings terms, DateTime now, Guid by, string byName) =>
        new()
        {
            Terms = terms,
            ChangedAt = now,
            ChangedBy = by,
            ChangedByName = byName,
        };
}
