using System.Globalization;

namespace ClsPortal.Application.Families;

/// <summary>Cells as spreadsheets name them.</summary>
public static class CellReference
{
    private const int LettersInAlphabet = 26;
    private const int MostLetters = 3;

    /// <summary>« A » for 0, « AA » for 26.</summary>
    public static string Letters(int column)
    {
        var letters = "";
        for (var rest = column; rest >= 0; rest = (rest / LettersInAlphabet) - 1)
        {
            letters = (char)('A' + (rest % LettersInAlphabet)) + letters;
        }

        return letters;
    }

    /// <summary>Such as « J5 ».</summary>
    public static string Of(int column, int line) => Letters(column) + line.ToString(CultureInfo.InvariantCulture);

    /// <summary>The column, from 0, and the line, from 1, of « $J$5 »; null when it is none.</summary>
    public static (int Column, int Line)? Read(ReadOnlySpan<char> text)
    {
        var (column, at, letters) = (0, 0, 0);
        for (; at < text.Length && (char.IsAsciiLetter(text[at]) || text[at] == '$'); at++)
        {
            if (text[at] != '$' && ++letters <= MostLetters)
            {
                column = (column * LettersInAlphabet) + (char.ToUpperInvariant(text[at]) - 'A' + 1);
            }
        }

        return letters is > 0 and <= MostLetters && int.TryParse(text[at..], NumberStyles.None, CultureInfo.InvariantCulture, out var line) && line > 0
            ? (column - 1, line)
            : null;
    }
}
