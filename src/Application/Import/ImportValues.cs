using System.Globalization;
using ClsPortal.Application.Families;
using ClsPortal.Domain.Families;

namespace ClsPortal.Application.Import;

/// <summary>Turns what people write in spreadsheets into what the record keeps.</summary>
internal static class ImportValues
{
    private static readonly string[] Dates = ["dd/MM/yyyy", "d/M/yyyy", "dd-MM-yyyy", "d-M-yyyy", "dd.MM.yyyy", "dd/MM/yy", "yyyy-MM-dd", "dd/MM/yyyy HH:mm:ss", "yyyy-MM-dd HH:mm:ss"];
    private static readonly string[] Yes = ["OUI", "O", "X", "1", "VRAI", "TRUE", "YES"];
    private static readonly string[] No = ["NON", "N", "0", "FAUX", "FALSE", "NO"];

    /// <summary>The checked value, or the sentence that says what is wrong.</summary>
    public static CheckedValue Check(RecordField field, string typed, DateOnly today)
    {
        if (typed.Length == 0)
        {
            return FieldChecks.Check(field, typed, today);
        }

        switch (field.Kind)
        {
            case FieldKind.PastDate:
                return Date(typed) is { } date
                    ? FieldChecks.Check(field, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), today)
                    : CheckedValue.Wrong(typed, "Cette date ne se lit pas : écrivez-la comme 25/10/2011.");
            case FieldKind.YesNo or FieldKind.Tick:
                var key = SearchKey.Of(typed);
                return Yes.Contains(key) ? RecordValue.Yes : No.Contains(key) ? RecordValue.No : CheckedValue.Wrong(typed, "Écrivez oui ou non.");
            case FieldKind.Choice:
                return Option(field, typed) is { } option ? option.Code
                    : CheckedValue.Wrong(typed, $"Écrivez {string.Join(" ou ", field.Options.Select(one => $"« {one.Label} »"))}.");
            case FieldKind.Phone:
                // A spreadsheet takes the first nought of a number away.
                return FieldChecks.Check(field, typed.Length == 9 && typed.All(char.IsAsciiDigit) ? "0" + typed : typed, today);
            default:
                return FieldChecks.Check(field, typed, today);
        }
    }

    // A day whose cell lost its format comes as the number of days since 1900 that spreadsheets keep.
    private static DateOnly? Date(string typed) =>
        DateOnly.TryParseExact(typed, Dates, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var date) ? date
        : typed.Length == 5 && int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? DateOnly.FromDateTime(DateTime.FromOADate(days))
        : null;

    private static FieldOption? Option(RecordField field, string typed)
    {
        var key = SearchKey.Of(typed);
        return field.Options.FirstOrDefault(option => SearchKey.Of(option.Label) == key || SearchKey.Of(option.Code) == key || SearchKey.Of(option.Label)[..1] == key);
    }
}
