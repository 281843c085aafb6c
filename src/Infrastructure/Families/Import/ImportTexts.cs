using ClsPortal.Application.Families;

namespace ClsPortal.Infrastructure.Families;

/// <summary>Reads texts: finds the encoding, the separator and the line that names it.</summary>
internal static class ImportTexts
{
    private const string Separators = ";,\t|";
    private const int LinesTried = 30;

    /// <summary>Null for bytes that are no text.</summary>
    public static IReadOnlyList<ImportLine>? Read(ReadOnlySpan<byte> content, ReadingBudget budget)
    {
        if (TextDecoder.Decode(content) is not { } text)
        {
            return null;
        }

        var named = Named(text);
        // The lines keep their numbers.
        return
        [
            .. CsvText
                .Rows(named is null ? text : text[text.AsSpan().IndexOfAny('\r', '\n')..], named ?? Likeliest(text, budget), budget)
                .Take(ReadingBudget.MostRows),
        ];
    }

    // « sep=; » is read by Excel alone, and is no line of the table.
    private static char? Named(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var line = end < 0 ? "" : text[..end].Trim('"');
        return line.Length == 5 && line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) ? line[4] : null;
    }

    // The one that parts the most headings that are known; failing that, the most cells.
    private static char Likeliest(string text, ReadingBudget budget) =>
        Separators.MaxBy(separator =>
        {
            var rows = Tried(text, separator, budget);
            return (rows.Max(row => (int?)ImportColumns.Guess(row.Cells).Count) ?? 0, rows.Sum(row => row.Cells.Count(cell => cell.Length > 0)));
        });

    private static List<ImportLine> Tried(string text, char separator, ReadingBudget budget)
    {
        List<ImportLine> rows = [];
        try
        {
            foreach (var row in CsvText.Rows(text, separator, budget).Take(LinesTried))
            {
                rows.Add(row);
            }
        }
        catch (BudgetSpentException)
        {
            // What stands above the fault shows the separator all the same; the reading tells of the fault.
        }

        return rows;
    }
}
