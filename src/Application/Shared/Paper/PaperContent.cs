namespace ClsPortal.Application.Shared;

/// <summary>What a document says, piece below piece: said once, printed as a PDF and read as a page, so that the two cannot differ.</summary>
/// <param name="title">On the page its first heading, which the page writes itself.</param>
public sealed class PaperContent(string title)
{
    private readonly List<PaperBlock> _blocks = [];

    public string Title { get; } = title;

    public IReadOnlyList<PaperBlock> Blocks => _blocks;

    /// <summary>Who speaks and who is spoken to; above the title where it is said first.</summary>
    public void Facing(PaperParty left, PaperParty right) => _blocks.Add(new PaperFacing(left, right));

    public void Heading(string text) => _blocks.Add(new PaperHeading(text));

    public void Paragraph(string text) => _blocks.Add(new PaperWords(text, PaperTone.Plain));

    /// <summary>Small print.</summary>
    public void Note(string text) => _blocks.Add(new PaperWords(text, PaperTone.Small));

    /// <summary>What must not be missed.</summary>
    public void Marked(string text) => _blocks.Add(new PaperWords(text, PaperTone.Marked));

    /// <summary>Names and what they stand for; « — » where there is nothing.</summary>
    public void Facts(params IEnumerable<(string Name, string? Value)> facts) =>
        _blocks.Add(new PaperFacts([.. facts.Select(fact => (fact.Name, string.IsNullOrWhiteSpace(fact.Value) ? "—" : fact.Value))]));

    /// <summary>A table.</summary>
    /// <param name="caption">For whoever does not see it; not printed.</param>
    /// <param name="columns">From the left.</param>
    /// <param name="rows">From the top.</param>
    public void Table(string caption, IReadOnlyList<PaperColumn> columns, IEnumerable<PaperRow> rows) =>
        _blocks.Add(new PaperTable(caption, columns, [.. rows]));

    /// <summary>What is cut off and sent back; not broken over pages.</summary>
    public void Coupon(string text, Action<PaperContent> content)
    {
        var coupon = new PaperContent(text);
        content(coupon);
        _blocks.Add(new PaperCoupon(text, coupon.Blocks));
    }
}

/// <summary>A piece of a document. A new kind needs both ways to be read: <c>PaperPdf</c> and <c>PaperView</c>.</summary>
public abstract record PaperBlock;

public sealed record PaperFacing(PaperParty Left, PaperParty Right) : PaperBlock;

public sealed record PaperHeading(string Text) : PaperBlock;

public sealed record PaperWords(string Text, PaperTone Tone) : PaperBlock;

public sealed record PaperFacts(IReadOnlyList<(string Name, string Value)> Facts) : PaperBlock;

public sealed record PaperTable(string Caption, IReadOnlyList<PaperColumn> Columns, IReadOnlyList<PaperRow> Rows) : PaperBlock;

public sealed record PaperCoupon(string Text, IReadOnlyList<PaperBlock> Blocks) : PaperBlock;

/// <summary>How loudly something is said.</summary>
public enum PaperTone
{
    Plain,

    /// <summary>In small print.</summary>
    Small,

    /// <summary>Set off.</summary>
    Marked,
}

/// <summary>Somebody with an address.</summary>
/// <param name="Role">What the party is, such as « Émetteur ».</param>
/// <param name="Lines">Name and address.</param>
/// <param name="IsRolePrinted">False where the place on the paper says the role; the page always says it.</param>
public sealed record PaperParty(string Role, IReadOnlyList<string> Lines, bool IsRolePrinted = false);

/// <summary>A column.</summary>
/// <param name="Head">What stands in it.</param>
/// <param name="Share">Of the width of a paper, beside the shares of the other columns.</param>
/// <param name="IsRight">For amounts.</param>
public sealed record PaperColumn(string Head, float Share, bool IsRight = false);

/// <summary>A row; <paramref name="IsStrong"/> for totals.</summary>
public sealed record PaperRow(IReadOnlyList<string?> Cells, bool IsStrong = false)
{
    public static PaperRow Of(params string?[] cells) => new(cells);
}
