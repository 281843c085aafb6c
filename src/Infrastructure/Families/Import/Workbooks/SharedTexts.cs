using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ClsPortal.Infrastructure.Families;

/// <summary>Texts as a workbook keeps them: in pieces of different looks, with a reading aid for Asian scripts that is no part of the text.</summary>
internal static partial class SharedTexts
{
    public static IReadOnlyList<string> Read(Stream? part, ReadingBudget budget)
    {
        List<string> texts = [];
        if (part is not null)
        {
            using var reader = new PartReader(part, budget);
            while (reader.NextElement())
            {
                if (reader.Name == "si")
                {
                    texts.Add(Of(reader));
                    budget.SpendText(texts[^1].Length);
                }
            }
        }

        return texts;
    }

    /// <summary>The text within the element on which the reader stands.</summary>
    public static string Of(PartReader reader)
    {
        if (reader.IsEmpty)
        {
            return "";
        }

        var (text, depth) = ("", reader.Depth);
        StringBuilder? pieces = null;
        while (reader.NextWithin(depth))
        {
            if (reader.Name == "rPh")
            {
                _ = reader.Text();
            }
            else if (reader.Name == "t")
            {
                var piece = reader.Text();
                if (text.Length > 0)
                {
                    pieces ??= new StringBuilder(text);
                    pieces.Append(piece);
                    if (pieces.Length > ReadingBudget.MostCellLength)
                    {
                        throw new BudgetSpentException("Une case de ce classeur contient un texte trop long.");
                    }
                }
                else
                {
                    text = piece;
                }
            }
        }

        return Unescaped(pieces?.ToString() ?? text);
    }

    // Signs that XML may not hold are written « _x000D_ », and some programs write any sign so.
    private static string Unescaped(string text) =>
        !text.Contains("_x", StringComparison.Ordinal)
            ? text
            : Escaped()
                .Replace(
                    text,
                    written =>
                        Sign((char)ushort.Parse(written.Groups["code"].Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), written.Value)
                );

    private static string Sign(char sign, string written) =>
        char.IsSurrogate(sign) ? written
        : char.IsControl(sign) && sign is not ('\t' or '\n' or '\r') ? ""
        : sign.ToString();

    [GeneratedRegex("_x(?<code>[0-9A-Fa-f]{4})_", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Escaped();
}
