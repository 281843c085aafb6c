using System.Data;
using System.Globalization;
using MiniExcelLibs;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>A table as it leaves the portal.</summary>
/// <param name="Name">Of the tab: at most 31 characters.</param>
/// <param name="Columns">Heads, each once.</param>
/// <param name="Rows">As many cells each.</param>
public sealed record Sheet(string Name, IReadOnlyList<string> Columns, IEnumerable<IReadOnlyList<object?>> Rows);

/// <summary>Writes XLSX. Cells are texts and numbers, never formulas, whatever somebody typed as a name.</summary>
public static class Xlsx
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static byte[] Write(params IReadOnlyList<Sheet> sheets)
    {
        using var stream = new MemoryStream();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        stream.SaveAs(sheets.ToDictionary(sheet => NameOf(sheet.Name, names), sheet => (object)TableOf(sheet)));
        return stream.ToArray();
    }

    private static DataTable TableOf(Sheet sheet)
    {
        var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        foreach (var column in sheet.Columns)
        {
            table.Columns.Add(column, typeof(object));
        }

        foreach (var row in sheet.Rows)
        {
            table.Rows.Add([.. row.Select(SafeText.Cell)]);
        }

        return table;
    }

    // Excel refuses a file whose tabs are named twice, too long, or with these signs.
    private static string NameOf(string name, HashSet<string> names)
    {
        var clean = string.Concat(name.Select(sign => sign is ':' or '\\' or '/' or '?' or '*' or '[' or ']' ? ' ' : sign)).Trim('\'', ' ');
        clean = clean.Length == 0 ? "Feuille" : clean;
        for (var number = 1; ; number++)
        {
            var suffix = number == 1 ? "" : $" ({number})";
            var candidate = clean[..Math.Min(clean.Length, 31 - suffix.Length)] + suffix;
            if (names.Add(candidate))
            {
                return candidate;
            }
        }
    }
}

/// <summary>Makes what people typed harmless to a spreadsheet.</summary>
public static class SafeText
{
    /// <summary>A text that a spreadsheet would compute is marked as text; signs that no XML may hold are dropped.</summary>
    public static object Cell(object? value) =>
        value switch
        {
            null => DBNull.Value,
            string text => Text(text),
            DateOnly date => date.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture),
            TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
            DateTime instant => instant.ToString("dd-MM-yyyy HH:mm", CultureInfo.InvariantCulture),
            bool yes => yes ? "oui" : "non",
            _ => value,
        };

    public static string Text(string text)
    {
        var clean = text.Any(char.IsControl) ? string.Concat(text.Where(sign => !char.IsControl(sign) || sign is '\n' or '\t')) : text;
        return clean.Length > 0 && (clean[0] is '=' or '+' or '-' or '@' or '\t' or '\n' or '＝' or '＋' or '－' or '＠') && !IsPhoneOrNumber(clean)
            ? "'" + clean
            : clean;
    }

    // « +33 6 12 34 56 78 » and « -3,50 » compute to themselves at worst.
    private static bool IsPhoneOrNumber(string text) =>
        text[0] is '+' or '-' && text.Length > 1 && text.Skip(1).All(sign => char.IsAsciiDigit(sign) || sign is ' ' or '.' or ',');
}
