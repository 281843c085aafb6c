using SkiaSharp;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>A column.</summary>
/// <param name="Head">Repeated on each page.</param>
/// <param name="Share">Of the width, beside the shares of the other columns.</param>
/// <param name="IsRight">For amounts.</param>
public sealed record PdfColumn(string Head, float Share, bool IsRight = false);

/// <summary>A row; <paramref name="IsStrong"/> for totals.</summary>
public sealed record PdfRow(IReadOnlyList<string?> Cells, bool IsStrong = false)
{
    public static PdfRow Of(params string?[] cells) => new(cells);
}

public sealed partial class PdfFlow
{
    private const float Inset = 5;
    private const float CellPadding = 3;
    private static readonly SKColor HeadFill = new(0xE6, 0xEE, 0xF3);

    /// <summary>Names at the left and what they stand for; « — » where there is nothing.</summary>
    public void Facts(params IEnumerable<(string Name, string? Value)> facts)
    {
        PdfColumn[] columns = [new("", 0.34f), new("", 0.66f)];
        Rows(columns, facts.Select(fact => PdfRow.Of(fact.Name, string.IsNullOrWhiteSpace(fact.Value) ? "—" : fact.Value)), hasHead: false);
    }

    /// <summary>A table. A row is broken only when it is higher than a page; the head is on each page.</summary>
    public void Table(IReadOnlyList<PdfColumn> columns, IEnumerable<PdfRow> rows) => Rows(columns, rows, hasHead: true);

    private void Rows(IReadOnlyList<PdfColumn> columns, IEnumerable<PdfRow> rows, bool hasHead)
    {
        var grid = Grid.Of(columns);
        var head = hasHead ? Cells(grid, [.. columns.Select(column => column.Head)], _ => Body.AsStrong) : null;
        var isFirst = true;
        foreach (var row in rows)
        {
            var cells = Cells(grid, row.Cells, at => row.IsStrong || (!hasHead && at == 0) ? Body.AsStrong : Body);
            if (isFirst && head is not null)
            {
                Reserve(head.Height + Math.Min(cells.Height, 4 * Body.LineHeight));
                Draw(grid, head, 0, head.Lines, isHead: true);
            }

            isFirst = false;
            Place(grid, cells, head);
        }

        if (isFirst && head is not null)
        {
            Draw(grid, head, 0, head.Lines, isHead: true);
        }

        Space(8);
    }

    private void Place(Grid grid, RowOfLines cells, RowOfLines? head)
    {
        var whole = Bottom - Top - (head?.Height ?? 0);
        for (var from = 0; from < cells.Lines; )
        {
            var room = (int)((Bottom - _y - (2 * CellPadding)) / Body.LineHeight);
            if ((room < cells.Lines - from && cells.Height <= whole) || room < 1)
            {
                NewPage();
                if (head is not null)
                {
                    Draw(grid, head, 0, head.Lines, isHead: true);
                }

                room = Math.Max(1, (int)((Bottom - _y - (2 * CellPadding)) / Body.LineHeight));
            }

            var to = Math.Min(cells.Lines, from + room);
            Draw(grid, cells, from, to, isHead: false);
            from = to;
        }
    }

    private void Draw(Grid grid, RowOfLines row, int from, int to, bool isHead)
    {
        var y = _y;
        var height = ((to - from) * Body.LineHeight) + (2 * CellPadding);
        Put(canvas =>
        {
            if (isHead)
            {
                Fill(canvas, Left, y, Width, height, HeadFill);
            }

            for (var at = 0; at < row.Cells.Count; at++)
            {
                var (lines, style) = row.Cells[at];
                for (var line = from; line < Math.Min(to, lines.Count); line++)
                {
                    var x = grid.Columns[at].IsRight ? grid.X[at] + grid.Widths[at] - Inset - lines[line].Width : grid.X[at] + Inset;
                    lines[line].Draw(canvas, style, x, y + CellPadding + ((line - from) * Body.LineHeight));
                }
            }

            Fill(canvas, Left, y + height - 0.5f, Width, 0.5f, RuleInk);
        });
        _y += height;
    }

    private RowOfLines Cells(Grid grid, IReadOnlyList<string?> texts, Func<int, PdfStyle> style) =>
        new([.. texts.Select((text, at) => (Text.Break(text, style(at), grid.Widths[at] - (2 * Inset)), style(at)))]);

    private sealed record Grid(IReadOnlyList<PdfColumn> Columns, float[] X, float[] Widths)
    {
        public static Grid Of(IReadOnlyList<PdfColumn> columns)
        {
            var all = columns.Sum(column => column.Share);
            float[] widths = [.. columns.Select(column => Width * column.Share / all)];
            return new Grid(columns, [.. widths.Select((_, at) => Left + widths[..at].Sum())], widths);
        }
    }

    private sealed record RowOfLines(IReadOnlyList<(IReadOnlyList<PdfLine> Lines, PdfStyle Style)> Cells)
    {
        public int Lines { get; } = Math.Max(1, Cells.Max(cell => cell.Lines.Count));

        public float Height => (Lines * Body.LineHeight) + (2 * CellPadding);
    }
}
