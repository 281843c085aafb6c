namespace ClsPortal.Infrastructure.Activities;

/// <summary>What a calendar file may ask of its readers, which are libraries that make much of little: counted before they see it.</summary>
internal static class CalendarBudget
{
    // The ministry's whole data set has 2,000 rows; its JSON may be one line.
    private const int MostEntries = 20_000;
    private const int MostLineLength = 64 * 1024;
    private const int MostDepth = 8;

    /// <summary>Null when the file keeps within it; else French.</summary>
    public static string? TooMuch(ReadOnlySpan<char> text)
    {
        var (begin, depth, lines, length) = (0, 0, 0, 0);
        if (text is ['[' or '{', ..])
        {
            return text.Count('{') > MostEntries || text.Count('[') > MostEntries ? Many : null;
        }

        foreach (var line in text.EnumerateLines())
        {
            var isBegin = line.StartsWith("BEGIN:", StringComparison.OrdinalIgnoreCase);
            begin += isBegin ? 1 : 0;
            depth +=
                isBegin ? 1
                : line.StartsWith("END:", StringComparison.OrdinalIgnoreCase) ? -1
                : 0;
            // A folded line goes on in the next.
            length = line is [' ' or '\t', ..] ? length + line.Length : line.Length;
            if (++lines > 20 * MostEntries || begin > MostEntries || depth > MostDepth)
            {
                return Many;
            }

            if (length > MostLineLength)
            {
                return "Ce fichier contient une ligne bien trop longue pour un calendrier.";
            }
        }

        return null;
    }

    private const string Many = "Ce fichier contient bien plus qu’un calendrier scolaire.";
}
