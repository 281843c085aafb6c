using System.Text;

namespace ClsPortal.Infrastructure.Import;

/// <summary>Lines of a CSV with the number that an editor shows for each: a quoted cell may run over several.</summary>
internal static class CsvText
{
    public static IEnumerable<(int Number, IReadOnlyList<string> Cells)> Rows(string text, char separator)
    {
        var (cells, cell) = (new List<string>(), new StringBuilder());
        var (isQuoted, line, first) = (false, 1, 1);
        for (var index = 0; index < text.Length; index++)
        {
            var sign = text[index];
            line += sign == '\n' ? 1 : 0;
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
            else if (sign == '"' && cell.ToString().Trim().Length == 0)
            {
                cell.Clear();
                isQuoted = true;
            }
            else if (sign == separator)
            {
                Take();
            }
            else if (sign == '\n')
            {
                Take();
                yield return (first, cells);
                (cells, first) = ([], line);
            }
            else
            {
                cell.Append(sign);
            }
        }

        if (cell.Length > 0 || cells.Count > 0)
        {
            Take();
            yield return (first, cells);
        }

        void Take()
        {
            cells.Add(cell.ToString().Trim());
            cell.Clear();
        }
    }
}
