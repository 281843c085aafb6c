using System.Text;

namespace ClsPortal.Infrastructure.Import.Workbooks;

/// <summary>Texts as a workbook keeps them: in pieces of different looks, with a reading aid for Asian scripts that is no part of the text.</summary>
internal static class SharedTexts
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

    // Signs that XML may not hold are written « _x000D_ ».
    private static string Unescaped(string text) => !text.Contains("_x", StringComparison.Ordinal) ? text
        : text.Replace("_x000D_", "\r", StringComparison.Ordinal).Replace("_x000A_", "\n", StringComparison.Ordinal).Replace("_x0009_", "\t", StringComparison.Ordinal)
            .Replace("_x005F_", "_", StringComparison.Ordinal);
}
