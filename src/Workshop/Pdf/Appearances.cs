using UglyToad.PdfPig.Tokens;

namespace ClsPortal.Workshop.Pdf;

/// <summary>A drawing and where on the page it goes.</summary>
internal sealed record Mark(IToken Form, double ScaleX, double ScaleY, double Left, double Bottom);

/// <summary>What a page's fields and annotations look like: the text that a parent typed into a form, the tick, the signature, the highlight.</summary>
internal sealed class Appearances(PdfCopier copier, PdfOutput output, DictionaryToken? form)
{
    private const int HiddenOrNotViewed = 2 | 32;
    private const int MostOnAPage = 5_000;

    private static readonly HashSet<string> Seen = new(StringComparer.Ordinal)
    {
        "Widget",
        "FreeText",
        "Text",
        "Highlight",
        "Underline",
        "Squiggly",
        "StrikeOut",
        "Ink",
        "Line",
        "Square",
        "Circle",
        "Polygon",
        "PolyLine",
        "Stamp",
        "Caret",
        "Watermark",
        "Redact",
    };

    private readonly FieldDrawing _fields = new(copier, output, form);

    public IReadOnlyList<Mark> Of(DictionaryToken page) =>
        copier.Resolve<ArrayToken>(page, "Annots") is { } annotations
            ? [.. annotations.Data.Take(MostOnAPage).Select(copier.Resolve).OfType<DictionaryToken>().Select(MarkOf).OfType<Mark>()]
            : [];

    private Mark? MarkOf(DictionaryToken annotation)
    {
        if (
            copier.Resolve<NameToken>(annotation, "Subtype") is not { } subtype
            || !Seen.Contains(subtype.Data)
            || (copier.Resolve<NumericToken>(annotation, "F") is { } flags && ((int)flags.Double & HiddenOrNotViewed) != 0)
            || Box.Of(copier, annotation.Data.GetValueOrDefault("Rect")) is not { } place
        )
        {
            return null;
        }

        if (subtype.Data == "Widget" && _fields.Draw(annotation, place) is { } drawn)
        {
            return new Mark(drawn, 1, 1, place.Left, place.Bottom);
        }

        if (
            copier.Resolve(NormalOf(annotation)) is not StreamToken stream
            || Box.Of(copier, stream.StreamDictionary.Data.GetValueOrDefault("BBox")) is not { } box
        )
        {
            return null;
        }

        var moved = box.Moved(Box.Numbers(copier, stream.StreamDictionary.Data.GetValueOrDefault("Matrix")));
        if (moved.Width <= 0 || moved.Height <= 0 || FormOf(stream) is not { } copy)
        {
            return null;
        }

        var (scaleX, scaleY) = (place.Width / moved.Width, place.Height / moved.Height);
        return new Mark(copy, scaleX, scaleY, place.Left - (moved.Left * scaleX), place.Bottom - (moved.Bottom * scaleY));
    }

    /// <summary>The normal appearance; of a box to tick, that of its present state.</summary>
    private IToken? NormalOf(DictionaryToken annotation)
    {
        var normal = copier.Resolve<DictionaryToken>(annotation, "AP")?.Data.GetValueOrDefault("N");
        if (copier.Resolve(normal) is not DictionaryToken states)
        {
            return normal;
        }

        var state = copier.Resolve<NameToken>(annotation, "AS") ?? _fields.Inherited(annotation, "V") as NameToken;
        if (state is null)
        {
            return null;
        }

        if (states.Data.TryGetValue(state.Data, out var drawing))
        {
            return drawing;
        }

        // LibreOffice says Yes and draws on: of two states, what is not Off is the other one.
        var others = states.Data.Where(entry => entry.Key != "Off").ToList();
        return state.Data != "Off" && others is [var only] ? only.Value : null;
    }

    /// <summary>Programs leave an appearance without all of its fonts: the form's common ones are meant.</summary>
    private DictionaryToken WithFonts(DictionaryToken? own, DictionaryToken common)
    {
        if (own is null || copier.Resolve<DictionaryToken>(common, "Font") is not { } fonts)
        {
            return own ?? common;
        }

        var nearer = copier.Resolve<DictionaryToken>(own, "Font") ?? new DictionaryToken(new Dictionary<NameToken, IToken>());
        return own.With(NameToken.Font, nearer.Data.Aggregate(fonts, (all, entry) => all.With(NameToken.Create(entry.Key), entry.Value)));
    }

    private IToken? FormOf(StreamToken stream)
    {
        var instead = new Dictionary<NameToken, IToken> { [NameToken.Subtype] = NameToken.Form };
        if (form is not null && copier.Resolve<DictionaryToken>(form, "DR") is { } common)
        {
            instead[NameToken.Resources] = copier.Copy(
                WithFonts(copier.Resolve<DictionaryToken>(stream.StreamDictionary, "Resources"), common),
                Kept.Resources
            )!;
        }

        return copier.CopyStream(stream, Kept.Form, instead) is { } copy ? new IndirectReferenceToken(output.Add(copy)) : null;
    }
}
