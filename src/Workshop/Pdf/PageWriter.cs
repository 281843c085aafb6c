using System.Globalization;
using System.Text;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace ClsPortal.Workshop.Pdf;

/// <summary>Writes one page: its content, and on top of it what fields and marks showed, which now are part of the drawing.</summary>
internal sealed class PageWriter(PdfCopier copier, PdfOutput output, PdfLimits limits, IndirectReference tree, DictionaryToken? form)
{
    private static readonly string[] Plain = ["CropBox", "BleedBox", "TrimBox", "ArtBox", "Rotate", "UserUnit"];

    private readonly Appearances _appearances = new(copier, output, form);

    public IndirectReference Write(DictionaryToken page)
    {
        var box = Box.Of(copier, page.Data.GetValueOrDefault("MediaBox")) ?? new Box(0, 0, 612, 792);
        var entries = new Dictionary<NameToken, IToken>
        {
            [NameToken.Type] = NameToken.Page,
            [NameToken.Parent] = new IndirectReferenceToken(tree),
            [NameToken.MediaBox] = box.Token,
        };
        foreach (var key in Plain)
        {
            if (copier.Copy(copier.Resolve(page.Data.GetValueOrDefault(key)), Kept.Plain) is { } value)
            {
                entries[NameToken.Create(key)] = value;
            }
        }

        var resources = copier.Copy(page.Data.GetValueOrDefault("Resources"), Kept.Resources) ?? new DictionaryToken(new Dictionary<NameToken, IToken>());
        var group = copier.Copy(page.Data.GetValueOrDefault("Group"), Kept.Group);
        var content = ContentOf(page);
        var seen = _appearances.Of(page);
        if (seen.Count == 0)
        {
            entries[NameToken.Resources] = resources;
            entries[NameToken.Contents] = new IndirectReferenceToken(output.Add(Stream(content)));
        }
        else
        {
            // The page's own drawing may leave its graphics state in any disorder: inside a form it stays there.
            var drawing = new Dictionary<NameToken, IToken>
            {
                [NameToken.Type] = NameToken.Xobject,
                [NameToken.Subtype] = NameToken.Form,
                [NameToken.Bbox] = box.Token,
                [NameToken.Resources] = resources,
            };
            var names = new Dictionary<NameToken, IToken> { [NameToken.Create("Page")] = new IndirectReferenceToken(output.Add(Stream(content, drawing))) };
            var text = new StringBuilder("q /Page Do Q\n");
            foreach (var (index, mark) in seen.Index())
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"Mark{index}");
                names[NameToken.Create(name)] = mark.Form;
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"q {mark.ScaleX:0.######} 0 0 {mark.ScaleY:0.######} {mark.Left:0.####} {mark.Bottom:0.####} cm /{name} Do Q\n"
                );
            }

            entries[NameToken.Resources] = new DictionaryToken(new Dictionary<NameToken, IToken> { [NameToken.Xobject] = new DictionaryToken(names) });
            entries[NameToken.Contents] = new IndirectReferenceToken(output.Add(Stream(Encoding.ASCII.GetBytes(text.ToString()))));
        }

        if (group is not null)
        {
            entries[NameToken.Group] = group;
        }

        return output.Add(new DictionaryToken(entries));
    }

    private static StreamToken Stream(byte[] content, Dictionary<NameToken, IToken>? entries = null)
    {
        entries ??= [];
        entries[NameToken.Filter] = NameToken.FlateDecode;
        return new StreamToken(new DictionaryToken(entries), Packing.Deflate(content));
    }

    /// <exception cref="VerdictException">A page names content that cannot be read: an empty sheet must not stand for a certificate.</exception>
    private byte[] ContentOf(DictionaryToken page)
    {
        using var whole = new MemoryStream();
        var named = copier.Resolve(page.Data.GetValueOrDefault("Contents"));
        IReadOnlyList<IToken> parts = named switch
        {
            ArrayToken array => array.Data,
            null when page.Data.ContainsKey("Contents") => [NullToken.Instance],
            null => [],
            _ => [named],
        };
        foreach (var part in parts)
        {
            if (copier.Resolve(part) is not StreamToken stream || StreamPacking.Unpack(stream, copier, limits, PdfLimits.PageContent) is not { } clear)
            {
                throw new VerdictException(Verdict.Damaged);
            }

            whole.Write(clear);
            whole.WriteByte((byte)'\n');
            if (whole.Length > PdfLimits.PageContent)
            {
                throw new VerdictException(Verdict.TooLarge);
            }
        }

        return whole.ToArray();
    }
}
