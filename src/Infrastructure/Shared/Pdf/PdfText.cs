using System.Globalization;
using SkiaSharp;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>How a text looks.</summary>
internal readonly record struct PdfStyle(bool IsStrong, float Size, SKColor Ink)
{
    public PdfFont Font => IsStrong ? PdfFont.Strong : PdfFont.Regular;

    public float LineHeight => Size * 1.35f;

    public PdfStyle AsStrong => this with { IsStrong = true };
}

/// <summary>One line of a text: its words, spaces included, and where each stands.</summary>
internal sealed record PdfLine(IReadOnlyList<(PdfWord Word, float X)> Words, float Width)
{
    public static readonly PdfLine Empty = new([], 0);

    /// <param name="canvas">The page.</param>
    /// <param name="style">The one the line was broken with.</param>
    /// <param name="x">Left edge.</param>
    /// <param name="top">Top of the line, not its base line.</param>
    public void Draw(SKCanvas canvas, PdfStyle style, float x, float top)
    {
        if (Words.Count == 0)
        {
            return;
        }

        using var font = new SKFont(style.Font.Typeface, style.Size)
        {
            Subpixel = true,
            LinearMetrics = true,
            Hinting = SKFontHinting.None,
        };
        using var paint = new SKPaint { Color = style.Ink, IsAntialias = true };
        using var builder = new SKTextBlobBuilder();
        ushort[] glyphs = [.. Words.SelectMany(word => word.Word.Glyphs)];
        float[] places = [.. Words.SelectMany(word => word.Word.Places.Select(place => word.X + (place * style.Size)))];
        builder.AddHorizontalRun(glyphs, font, places, 0);
        using var blob = builder.Build();
        if (blob is not null)
        {
            canvas.DrawText(blob, x, top + (style.Size * 1.02f), paint);
        }
    }
}

/// <summary>Breaks texts into lines. One per document: it remembers the words it has shaped.</summary>
internal sealed class PdfText
{
    private readonly Dictionary<(bool IsStrong, string Word), PdfWord> _shaped = [];

    public IReadOnlyList<PdfLine> Break(string? text, PdfStyle style, float width)
    {
        var lines = new List<PdfLine>();
        foreach (var paragraph in style.Font.Readable(text ?? "").Split('\n'))
        {
            BreakParagraph(paragraph, style, width, lines);
        }

        return lines;
    }

    private void BreakParagraph(string paragraph, PdfStyle style, float width, List<PdfLine> lines)
    {
        var space = Shape(" ", style);
        var words = new List<(PdfWord Word, float X)>();
        var pen = 0f;
        foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Pieces(word, style, width)))
        {
            var shaped = Shape(word, style);
            var gap = words.Count == 0 ? 0 : space.Width * style.Size;
            if (words.Count > 0 && pen + gap + (shaped.Width * style.Size) > width)
            {
                lines.Add(new PdfLine(words, pen));
                (words, pen, gap) = ([], 0, 0);
            }

            if (gap > 0)
            {
                words.Add((space, pen));
            }

            words.Add((shaped, pen + gap));
            pen += gap + (shaped.Width * style.Size);
        }

        lines.Add(words.Count == 0 ? PdfLine.Empty : new PdfLine(words, pen));
    }

    /// <summary>The word; in parts that fit when it is wider than the column, never cut inside a letter and its accents.</summary>
    private IEnumerable<string> Pieces(string word, PdfStyle style, float width)
    {
        if (Shape(word, style).Width * style.Size <= width)
        {
            yield return word;
            yield break;
        }

        var piece = "";
        var elements = StringInfo.GetTextElementEnumerator(word);
        while (elements.MoveNext())
        {
            var longer = piece + elements.GetTextElement();
            if (piece.Length > 0 && style.Font.Shape(longer).Width * style.Size > width)
            {
                yield return piece;
                longer = elements.GetTextElement();
            }

            piece = longer;
        }

        yield return piece;
    }

    private PdfWord Shape(string word, PdfStyle style)
    {
        if (!_shaped.TryGetValue((style.IsStrong, word), out var shaped))
        {
            _shaped[(style.IsStrong, word)] = shaped = style.Font.Shape(word);
        }

        return shaped;
    }
}
