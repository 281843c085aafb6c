using System.Text;
using ClsPortal.Application.Families;

namespace ClsPortal.Infrastructure.Families;

/// <summary>
/// The lines of a CSV that hold something, with the number that an editor shows for each: a quoted cell may run over several, and any of the three
/// line ends ends one.
/// </summary>
internal static class CsvText
{
    private const int Block = 4096;
    private const int MostBlanks = 16;

    public static IEnumerable<ImportLine> Rows(string text, char separator, ReadingBudget budget)
    {
        var (cells, cell) = (new List<string>(), new StringBuilder());
        var (isQuoted, isFilled, line, first, quotedAt) = (false, false, 1, 1, 0);
        for (var index = 0; index < text.Length; index++)
        {
            var sign = text[index];
            if (index % Block == 0)
            {
                budget.SpendCharacters(Math.Min(Block, text.Length - index));
            }

            var isEnd = sign == '\n' || (sign == '\r' && (index + 1 == text.Length || text[index + 1] != '\n'));
            line += isEnd ? 1 : 0;
            if (isQuoted)
            {
                if (sign != '"')
                {
                    cell.Append(sign);
                }
                else if (index + 1 < text.Length && text[index + 1] == '"')
                {
                    cell.Append(text[index++]);
                }
                else
                {
                    isQuoted = false;
                }
            }
            else if (sign == '"' && cell.Length <= MostBlanks && cell.ToString().Trim() is "" or "=")
            {
                // « ="0301" » is how a text is kept from being taken for a number.
                cell.Clear();
                (isQuoted, quotedAt) = (true, line);
            }
            else if (sign == separator)
            {
                Take();
            }
            else if (isEnd)
            {
                Take();
                if (isFilled)
                {
                    yield return new ImportLine(first, cells);
                    cells = [];
                }

                cells.Clear();
                (first, isFilled) = (line, false);
            }
            else if (sign != '\r')
            {
                cell.Append(sign);
            }

            if (cell.Length > ReadingBudget.MostCellLength)
            {
                throw new BudgetSpentException(
                    isQuoted ? $"Un guillemet ouvert à la ligne {quotedAt} n’est jamais fermé." : $"Une case de la ligne {first} contient un texte trop long."
                );
            }
        }

        if (isQuoted)
        {
            throw new BudgetSpentException($"Un guillemet ouvert à la ligne {quotedAt} n’est jamais fermé.");
        }

        Take();
        if (isFilled)
        {
            yield return new ImportLine(first, cells);
        }

        void Take()
        {
            var text = cell.ToString().Trim();
            if (text.Length > 0)
            {
                budget.SpendCell(CellReference.Of(cells.Count, first), cells.Count, text.Length);
                isFilled = true;
            }
            else if (cells.Count >= ReadingBudget.MostColumns)
            {
                // Empty columns behind the last one are worth nothing, and are not kept.
                cell.Clear();
                return;
            }

            cells.Add(text);
            cell.Clear();
        }
    }
}
