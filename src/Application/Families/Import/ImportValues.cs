using System.Globalization;
using System.Text.RegularExpressions;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Application.Families;

/// <summary>Turns what people write in spreadsheets into what the record keeps.</summary>
internal static partial class ImportValues
{
    private static readonly HashSet<string> Errors = new(StringComparer.Ordinal)
    {
        "#N/A",
        "#NA",
        "#REF!",
        "#VALUE!",
        "#VALEUR!",
        "#NAME?",
        "#NOM?",
        "#DIV/0!",
        "#NUM!",
        "#NOMBRE!",
        "#NULL!",
        "#NUL!",
        "#SPILL!",
        "#CALC!",
        "#ERROR!",
        "#ERREUR!",
        "#GETTING_DATA",
    };

    private static readonly string[] Yes = ["OUI", "O", "X", "1", "VRAI", "TRUE", "YES"];
    private static readonly string[] No = ["NON", "N", "0", "FAUX", "FALSE", "NO"];

    /// <summary>The checked value, or the sentence that says what is wrong.</summary>
    /// <param name="field">The column's.</param>
    /// <param name="typed">The cell.</param>
    /// <param name="order">Of the dates of that column.</param>
    /// <param name="countsFrom1904">See <see cref="ImportFile.CountsFrom1904"/>.</param>
    /// <param name="today">On the centre's clocks.</param>
    public static CheckedValue Check(RecordField field, string typed, DateOrder order, bool countsFrom1904, DateOnly today)
    {
        if (typed.Length == 0)
        {
            return FieldChecks.Check(field, typed, today);
        }

        if (NoValue(typed) is { } sentence)
        {
            return CheckedValue.Wrong(typed, sentence);
        }

        switch (field.Kind)
        {
            case FieldKind.PastDate:
                var (day, error) = TypedDate.Read(typed, order, today, countsFrom1904);
                return day is { } date
                    ? FieldChecks.Check(field, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), today)
                    : CheckedValue.Wrong(typed, error);
            case FieldKind.YesNo or FieldKind.Tick:
                var key = SearchKey.Of(typed);
                return Yes.Contains(key) ? RecordValue.Yes
                    : No.Contains(key) ? RecordValue.No
                    : CheckedValue.Wrong(typed, "Écrivez oui ou non.");
            case FieldKind.Choice:
                return Option(field, typed) is { } option
                    ? option.Code
                    : CheckedValue.Wrong(typed, $"Écrivez {string.Join(" ou ", field.Options.Select(one => $"« {one.Label} »"))}.");
            case FieldKind.Phone:
                return IsPower(typed)
                    ? CheckedValue.Wrong(typed, LostDigits)
                    // A spreadsheet takes the first nought of a number away.
                    : FieldChecks.Check(field, typed.Count(char.IsAsciiDigit) == 9 && typed[0] is >= '1' and <= '9' ? "0" + typed : typed, today);
            default:
                return IsPower(typed) ? CheckedValue.Wrong(typed, LostDigits) : FieldChecks.Check(field, typed, today);
        }
    }

    private const string LostDigits =
        "Le tableur a écrit ce nombre en notation scientifique, et ses chiffres manquent : mettez la colonne au format texte et saisissez-le de nouveau.";

    // What a cell shows when it has no value to show.
    private static string? NoValue(string typed) =>
        typed[0] switch
        {
            '#' when typed.Length > 1 && typed.All(sign => sign == '#') =>
                "La colonne est trop étroite pour montrer cette valeur : élargissez-la, puis enregistrez de nouveau.",
            '#' when Errors.Contains(typed.ToUpperInvariant()) => "Cette case est en erreur dans le classeur : corrigez sa formule.",
            '=' => "Cette case contient une formule sans son résultat : ouvrez le classeur dans un tableur et enregistrez-le.",
            _ => null,
        };

    private static bool IsPower(string typed) => Power().IsMatch(typed);

    [GeneratedRegex(
        "^[0-9]([.,][0-9]+)?E[+]?[0-9]{1,3}$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 200
    )]
    private static partial Regex Power();

    private static FieldOption? Option(RecordField field, string typed)
    {
        var key = SearchKey.Of(typed);
        return field.Options.FirstOrDefault(option =>
            SearchKey.Of(option.Label) == key || SearchKey.Of(option.Code) == key || SearchKey.Of(option.Label)[..1] == key
        );
    }
}
