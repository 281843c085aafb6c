using System.Globalization;
using SkiaSharp;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>What a document says about itself and repeats on each page.</summary>
/// <param name="Title">Title in the reader's window.</param>
/// <param name="Author">Whoever issues it: the centre.</param>
/// <param name="CreatedAt">UTC. Given, so that the same content makes the same bytes.</param>
/// <param name="Header">Left of the head of each page.</param>
/// <param name="HeaderRight">Right of it.</param>
/// <param name="Footer">Left of the foot of each page; the page's number stands at its right.</param>
public sealed record PdfHead(string Title, string Author, DateTime CreatedAt, string Header, string HeaderRight = "", string Footer = "");

/// <summary>Makes A4 documents in French with selectable text.</summary>
public static class PdfDocument
{
    /// <summary>False when a letter of the text is not in the font: it is then printed as « [?] ».</summary>
    public static bool CanWrite(string text) => !PdfFont.Regular.Readable(text).Contains(PdfFont.Unwritten, StringComparison.Ordinal);

    /// <summary>Lays out what <paramref name="content"/> puts into the flow.</summary>
    public static byte[] Write(PdfHead head, Action<PdfFlow> content)
    {
        var flow = new PdfFlow();
        content(flow);
        using var stream = new MemoryStream();
        using (var document = SKDocument.CreatePdf(stream, Metadata(head)))
        {
            for (var page = 0; page < flow.Pages.Count; page++)
            {
                using var canvas = document.BeginPage(PdfFlow.PageWidth, PdfFlow.PageHeight);
                DrawFrame(canvas, head, flow.Text, page + 1, flow.Pages.Count);
                flow.Pages[page].ForEach(draw => draw(canvas));
                document.EndPage();
            }

            document.Close();
        }

        return PdfLanguage.Declare(stream.ToArray(), "fr-FR");
    }

    private static SKDocumentPdfMetadata Metadata(PdfHead head) =>
        new(SKDocumentPdfMetadata.DefaultRasterDpi, SKDocumentPdfMetadata.DefaultEncodingQuality)
        {
            Title = head.Title,
            Author = head.Author,
            Creator = "ClsPortal",
            Producer = "SkiaSharp",
            Creation = DateTime.SpecifyKind(head.CreatedAt, DateTimeKind.Utc),
            Modified = DateTime.SpecifyKind(head.CreatedAt, DateTimeKind.Utc),
        };

    private static void DrawFrame(SKCanvas canvas, PdfHead head, PdfText text, int page, int pages)
    {
        const float Third = PdfFlow.Width / 3;
        Left(head.Header, PdfFlow.Top - 32, Third * 2);
        Right(head.HeaderRight, PdfFlow.Top - 32);
        Rule(PdfFlow.Top - 16);
        Rule(PdfFlow.Bottom + 12);
        Left(head.Footer, PdfFlow.Bottom + 16, Third * 2);
        Right(string.Create(CultureInfo.InvariantCulture, $"page {page} / {pages}"), PdfFlow.Bottom + 16);

        void Left(string value, float top, float width) => text.Break(value, PdfFlow.Small, width)[0].Draw(canvas, PdfFlow.Small, PdfFlow.Left, top);

        void Right(string value, float top)
        {
            var line = text.Break(value, PdfFlow.Small, Third)[0];
            line.Draw(canvas, PdfFlow.Small, PdfFlow.Left + PdfFlow.Width - line.Width, top);
        }

        void Rule(float y)
        {
            using var paint = new SKPaint { Color = PdfFlow.RuleInk, StrokeWidth = 0.5f };
            canvas.DrawLine(PdfFlow.Left, y, PdfFlow.Left + PdfFlow.Width, y, paint);
        }
    }
}
