using SkiaSharp;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>
/// Content from top to bottom, over as many A4 pages as it takes. Lengths are points. The only types of this folder that others see
/// are this one, <see cref="PdfDocument"/> and the records beside them: another library can take their place.
/// </summary>
public sealed partial class PdfFlow
{
    internal const float PageWidth = 595.28f;
    internal const float PageHeight = 841.89f;
    internal const float Left = 54;
    internal const float Width = PageWidth - (2 * Left);
    internal const float Top = 78;
    internal const float Bottom = PageHeight - 66;

    internal static readonly SKColor RuleInk = new(0xB5, 0xC2, 0xCC);
    internal static readonly PdfStyle Small = new(false, 8.5f, new SKColor(0x4A, 0x58, 0x63));
    private static readonly SKColor Ink = new(0x16, 0x20, 0x28);
    private static readonly SKColor Accent = new(0x0B, 0x4F, 0x7C);
    private static readonly SKColor MarkInk = new(0xA6, 0x2B, 0x1F);
    private static readonly PdfStyle Body = new(false, 10, Ink);
    private static readonly PdfStyle TitleStyle = new(true, 19, Ink);
    private static readonly PdfStyle HeadingStyle = new(true, 12.5f, Accent);

    private float _y = Top;

    internal PdfFlow() { }

    internal List<List<Action<SKCanvas>>> Pages { get; } =
    [
        [],
    ];

    internal PdfText Text { get; init; } = new();

    private bool IsAtTop => _y <= Top;

    /// <summary>The document's own title, once.</summary>
    public void Title(string text)
    {
        Lines(text, TitleStyle);
        Space(6);
    }

    /// <summary>A heading; never the last line of a page.</summary>
    public void Heading(string text)
    {
        var lines = Text.Break(text, HeadingStyle, Width);
        Space(10);
        Reserve((lines.Count * HeadingStyle.LineHeight) + 4 + (2 * Body.LineHeight));
        Lines(lines, HeadingStyle, Left);
        Space(4);
    }

    /// <summary>A text; line breaks in it are kept.</summary>
    public void Paragraph(string text)
    {
        Lines(text, Body);
        Space(5);
    }

    /// <summary>A text in small grey letters.</summary>
    public void Note(string text)
    {
        Lines(text, Small);
        Space(4);
    }

    /// <summary>A text that must not be overlooked, with a bar at its side.</summary>
    public void Marked(string text)
    {
        foreach (var line in Text.Break(text, Body.AsStrong, Width - 12))
        {
            Reserve(Body.LineHeight);
            var y = _y;
            Put(canvas =>
            {
                Fill(canvas, Left, y, 3, Body.LineHeight, MarkInk);
                line.Draw(canvas, Body.AsStrong, Left + 12, y);
            });
            _y += Body.LineHeight;
        }

        Space(6);
    }

    /// <summary>Two blocks side by side, such as sender and addressee; the first line of each is strong. Not broken over pages.</summary>
    public void Facing(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        const float Half = (Width / 2) - 12;
        var blocks = new[] { (X: Left, Lines: Block(left)), (X: Left + Width - Half, Lines: Block(right)) };
        Reserve(blocks.Max(block => block.Lines.Count) * Body.LineHeight);
        foreach (var (x, lines) in blocks)
        {
            var y = _y;
            Put(canvas =>
            {
                for (var at = 0; at < lines.Count; at++)
                {
                    lines[at].Line.Draw(canvas, lines[at].Style, x, y + (at * Body.LineHeight));
                }
            });
        }

        _y += blocks.Max(block => block.Lines.Count) * Body.LineHeight;
        Space(10);

        List<(PdfLine Line, PdfStyle Style)> Block(IReadOnlyList<string> texts) =>
            [.. texts.SelectMany((text, at) => Text.Break(text, at == 0 ? Body.AsStrong : Body, Half).Select(line => (line, at == 0 ? Body.AsStrong : Body)))];
    }

    /// <summary>Empty room; none at the top of a page.</summary>
    public void Space(float height)
    {
        if (!IsAtTop)
        {
            _y += height;
        }
    }

    /// <summary>What follows begins on a page of its own.</summary>
    public void NewPage()
    {
        Pages.Add([]);
        _y = Top;
    }

    /// <summary>Starts a page when the content would not fit on what is left of this one. The content is laid out twice: it must not count.</summary>
    public void KeepTogether(Action<PdfFlow> content)
    {
        var trial = new PdfFlow { Text = Text, _y = _y };
        content(trial);
        if (trial.Pages.Count > 1 && !IsAtTop)
        {
            NewPage();
        }

        content(this);
    }

    private void Lines(string text, PdfStyle style) => Lines(Text.Break(text, style, Width), style, Left);

    private void Lines(IReadOnlyList<PdfLine> lines, PdfStyle style, float x)
    {
        for (var at = 0; at < lines.Count; at++)
        {
            // Neither the first line of a text stays alone at the foot of a page, nor does its last one go alone to the next.
            var together =
                at == 0 && lines.Count is 2 or 3 ? lines.Count
                : at == 0 && lines.Count > 1 || at == lines.Count - 2 ? 2
                : 1;
            Reserve(together * style.LineHeight);
            var (line, y) = (lines[at], _y);
            Put(canvas => line.Draw(canvas, style, x, y));
            _y += style.LineHeight;
        }
    }

    /// <summary>Starts a page when there is less room than this.</summary>
    private void Reserve(float height)
    {
        if (_y + height > Bottom && !IsAtTop)
        {
            NewPage();
        }
    }

    private void Put(Action<SKCanvas> draw) => Pages[^1].Add(draw);

    private static void Fill(SKCanvas canvas, float x, float y, float width, float height, SKColor ink)
    {
        using var paint = new SKPaint { Color = ink };
        canvas.DrawRect(x, y, width, height, paint);
    }
}
