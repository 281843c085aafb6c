using System.Globalization;
using ClsPortal.Application.Families;

namespace ClsPortal.Infrastructure.Families;

/// <summary>A sheet as it shows itself: rows and columns that are hidden are left out and counted.</summary>
/// <param name="Rows">Those with something in them, by their numbers.</param>
/// <param name="HiddenRows">Rows with something in them that do not show.</param>
/// <param name="HiddenColumns">Columns of cells with something in them that do not show, from 0.</param>
internal sealed record SheetContent(IReadOnlyList<ImportLine> Rows, int HiddenRows, IReadOnlyCollection<int> HiddenColumns);

/// <summary>Reads the rows of a sheet, in the order in which they stand and with the cells that it merges filled downwards.</summary>
internal sealed class SheetReader(IReadOnlyList<string> texts, CellStyles styles, ReadingBudget budget)
{
    private const int MostMerged = 20_000;
    private readonly List<(int Number, List<string> Cells)> _rows = [];
    private readonly List<(int First, int Last)> _hidden = [];
    private readonly SortedSet<int> _hiddenColumns = [];
    private int _hiddenRows;

    /// <param name="part">The sheet.</param>
    /// <param name="mostRows">Reading ends there.</param>
    public SheetContent Read(Stream part, int mostRows)
    {
        using var reader = new PartReader(part, budget);
        var (number, merged) = (0, 0);
        while (reader.NextElement())
        {
            if (
                reader.Name == "col"
                && reader.IsSet("hidden")
                && Number(reader, "min") is { } first
                && Number(reader, "max") is { } last
                && _hidden.Count < ReadingBudget.MostColumns
            )
            {
                _hidden.Add((first - 1, last - 1));
            }
            else if (reader.Name == "row")
            {
                number = Number(reader, "r") is { } said and > 0 ? said : number + 1;
                Row(reader, number);
                if (_rows.Count >= mostRows)
                {
                    break;
                }
            }
            else if (reader.Name == "mergeCell" && ++merged <= MostMerged)
            {
                Fill(reader.Attribute("ref") ?? "");
            }
        }

        return new SheetContent(
            [.. _rows.Where(row => row.Cells.Exists(cell => cell.Length > 0)).Select(row => new ImportLine(row.Number, row.Cells))],
            _hiddenRows,
            _hiddenColumns
        );
    }

    private void Row(PartReader reader, int number)
    {
        var isHidden = reader.IsSet("hidden");
        var (cells, column, hasHidden) = (new List<string>(), -1, false);
        if (!reader.IsEmpty)
        {
            var depth = reader.Depth;
            while (reader.NextWithin(depth))
            {
                if (reader.Name != "c")
                {
                    continue;
                }

                column = CellReference.Read(reader.Attribute("r"))?.Column ?? column + 1;
                var text = Cell(reader);
                if (text.Length == 0)
                {
                    continue;
                }

                if (isHidden)
                {
                    hasHidden = true;
                }
                else if (_hidden.Exists(span => column >= span.First && column <= span.Last))
                {
                    _hiddenColumns.Add(column);
                }
                else
                {
                    budget.SpendCell(CellReference.Of(column, number), column, text.Length);
                    Put(cells, column, text);
                }
            }
        }

        _hiddenRows += hasHidden ? 1 : 0;
        if (cells.Count > 0)
        {
            _rows.Add((number, cells));
        }
    }

    private string Cell(PartReader reader)
    {
        var (kind, style) = (reader.Attribute("t") ?? "n", Number(reader, "s") ?? 0);
        if (reader.IsEmpty)
        {
            return "";
        }

        var depth = reader.Depth;
        string? value = null,
            formula = null,
            inline = null;
        while (reader.NextWithin(depth))
        {
            switch (reader.Name)
            {
                case "v":
                    value = reader.Text();
                    break;
                case "f":
                    formula = reader.Text();
                    break;
                case "is":
                    inline = SharedTexts.Of(reader);
                    break;
                default:
                    break;
            }
        }

        // A formula that was never computed shows what only a spreadsheet can say.
        return inline
            ?? (
                value is null
                    ? formula is null
                        ? ""
                        : "=" + formula
                    : Value(kind, value, style)
            ).Trim();
    }

    private string Value(string kind, string value, int style) =>
        kind switch
        {
            "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < texts.Count ? texts[place] : "",
            "b" => value is "1" or "true" ? "VRAI" : "FAUX",
            "d" => DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var date)
                ? date.ToString(date.TimeOfDay > TimeSpan.Zero ? "dd/MM/yyyy HH:mm" : "dd/MM/yyyy", CultureInfo.InvariantCulture)
                : value,
            "n" => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? styles.Show(number, style)
                : value,
            _ => value,
        };

    // Merged sideways, a cell shows its text once: it belongs to its first column.
    private void Fill(string reference)
    {
        var colon = reference.IndexOf(':', StringComparison.Ordinal);
        if (
            colon < 0
            || CellReference.Read(reference.AsSpan(0, colon)) is not { } from
            || CellReference.Read(reference.AsSpan(colon + 1)) is not { } to
            || to.Line <= from.Line
        )
        {
            return;
        }

        var at = _rows.FindIndex(row => row.Number == from.Line);
        if (at < 0 || from.Column >= _rows[at].Cells.Count || _rows[at].Cells[from.Column] is not { Length: > 0 } text)
        {
            return;
        }

        for (var next = at + 1; next < _rows.Count && _rows[next].Number > from.Line && _rows[next].Number <= to.Line; next++)
        {
            if (from.Column >= _rows[next].Cells.Count || _rows[next].Cells[from.Column].Length == 0)
            {
                budget.SpendCell(CellReference.Of(from.Column, _rows[next].Number), from.Column, text.Length);
                Put(_rows[next].Cells, from.Column, text);
            }
        }
    }

    private static void Put(List<string> cells, int column, string text)
    {
        while (cells.Count <= column)
        {
            cells.Add("");
        }

        cells[column] = text;
    }

    private static int? Number(PartReader reader, string attribute) =>
        int.TryParse(reader.Attribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
