using UglyToad.PdfPig;
using UglyToad.PdfPig.Tokens;

namespace ClsPortal.Infrastructure.Tests.Families;

/// <summary>Looks into what was kept: every object of the file, and what its pages say.</summary>
internal static class RebuiltPdf
{
    // All that acts, goes elsewhere or brings something along, by whatever key it is reached.
    public static readonly IReadOnlySet<string> Active = new HashSet<string>(StringComparer.Ordinal)
    {
        "JavaScript",
        "JS",
        "Launch",
        "OpenAction",
        "AA",
        "A",
        "PA",
        "EmbeddedFile",
        "EmbeddedFiles",
        "EF",
        "Filespec",
        "AF",
        "URI",
        "GoTo",
        "GoToR",
        "GoToE",
        "SubmitForm",
        "ImportData",
        "ResetForm",
        "Named",
        "Hide",
        "RichMedia",
        "RichMediaExecute",
        "Rendition",
        "Movie",
        "Sound",
        "3D",
        "XFA",
        "AcroForm",
        "Annots",
        "Names",
        "Outlines",
        "Metadata",
        "PieceInfo",
        "Ref",
        "PS",
        "OPI",
        "Alternates",
        "Collection",
        "Threads",
        "Encrypt",
        "ObjStm",
    };

    public static IEnumerable<string> NamesIn(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf, ParsingOptions.LenientParsingOff);
        return
        [
            .. document
                .Structure.CrossReferenceTable.ObjectOffsets.Keys.SelectMany(key => NamesIn(document.Structure.GetObject(key)?.Data))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>What its pages say; the standard fonts draw a straight apostrophe as a curly one.</summary>
    public static string TextOf(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        return string.Join('\n', document.GetPages().Select(page => page.Text.Replace('’', '\'')));
    }

    /// <summary>The picture of a scan, as it is kept.</summary>
    public static byte[] PictureIn(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        return document.GetPage(1).GetImages().Single().RawBytes.ToArray();
    }

    private static IEnumerable<string> NamesIn(IToken? token) =>
        token switch
        {
            StreamToken stream => NamesIn(stream.StreamDictionary),
            DictionaryToken dictionary => dictionary.Data.SelectMany(entry => NamesIn(entry.Value).Prepend(entry.Key)),
            ArrayToken array => array.Data.SelectMany(NamesIn),
            NameToken name => [name.Data],
            _ => [],
        };
}
