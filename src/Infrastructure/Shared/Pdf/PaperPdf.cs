using ClsPortal.Application.Shared;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>Prints what a document says; <c>PaperView</c> shows the same as a page.</summary>
public static class PaperPdf
{
    /// <param name="head">What stands at the edges of each page.</param>
    /// <param name="paper">What it says.</param>
    /// <param name="isTitleFirst">False for a letter, whose parties stand above its title.</param>
    /// <param name="afterTable">What only a print has to say, below its first table.</param>
    public static byte[] Write(PdfHead head, PaperContent paper, bool isTitleFirst, Action<PdfFlow>? afterTable = null) =>
        PdfDocument.Write(
            head,
            flow =>
            {
                var above = isTitleFirst ? 0 : paper.Blocks.TakeWhile(block => block is PaperFacing).Count();
                var table = paper.Blocks.FirstOrDefault(block => block is PaperTable);
                foreach (var (index, block) in paper.Blocks.Index())
                {
                    if (index == above)
                    {
                        flow.Title(paper.Title);
                    }

                    Draw(flow, block);
                    if (ReferenceEquals(block, table))
                    {
                        afterTable?.Invoke(flow);
                    }
                }
            }
        );

    private static void Draw(PdfFlow flow, PaperBlock block)
    {
        switch (block)
        {
            case PaperFacing facing:
                flow.Facing(Lines(facing.Left), Lines(facing.Right));
                break;
            case PaperHeading heading:
                flow.Heading(heading.Text);
                break;
            case PaperWords { Tone: PaperTone.Plain } words:
                flow.Paragraph(words.Text);
                break;
            case PaperWords { Tone: PaperTone.Small } words:
                flow.Note(words.Text);
                break;
            case PaperWords { Tone: PaperTone.Marked } words:
                flow.Marked(words.Text);
                break;
            case PaperFacts facts:
                flow.Facts(facts.Facts.Select(fact => (fact.Name, (string?)fact.Value)));
                break;
            case PaperTable table:
                flow.Table(
                    [.. table.Columns.Select(column => new PdfColumn(column.Head, column.Share, column.IsRight))],
                    table.Rows.Select(row => new PdfRow(row.Cells, row.IsStrong))
                );
                break;
            case PaperCoupon coupon:
                flow.KeepTogether(part =>
                {
                    part.Cut(coupon.Text);
                    foreach (var inner in coupon.Blocks)
                    {
                        Draw(part, inner);
                    }
                });
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(block), block.GetType().Name, "No way to print it");
        }
    }

    private static IReadOnlyList<string> Lines(PaperParty party) => party.IsRolePrinted ? [party.Role, .. party.Lines] : party.Lines;
}
