using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace ClsPortal.Workshop.Pdf;

/// <summary>
/// Packs a stream anew: whatever can be unpacked is, and leaves as one Flate stream. Only pictures in a format of their own (JPEG, JPEG 2000,
/// JBIG2, fax) are handed on in it.
/// </summary>
internal static class StreamPacking
{
    private static readonly NameToken Flate = NameToken.FlateDecode;
    private static readonly string[] PictureFilters = ["DCTDecode", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode"];
    private static readonly string[] PredictorKeys = ["Predictor", "Colors", "BitsPerComponent", "Columns"];
    private static readonly Dictionary<string, string> Abbreviations = new(StringComparer.Ordinal)
    {
        ["Fl"] = "FlateDecode",
        ["LZW"] = "LZWDecode",
        ["A85"] = "ASCII85Decode",
        ["AHx"] = "ASCIIHexDecode",
        ["RL"] = "RunLengthDecode",
        ["CCF"] = "CCITTFaxDecode",
        ["DCT"] = "DCTDecode",
    };

    /// <returns>The packed bytes with the entries that say how; null for a packing that nobody knows.</returns>
    public static StreamToken? Repack(StreamToken stream, Kept kind, PdfCopier copier, PdfLimits limits)
    {
        var (filters, parameters) = Read(stream.StreamDictionary, copier);
        var data = stream.Data;
        for (var index = 0; index < filters.Count; index++)
        {
            var isLast = index == filters.Count - 1;
            var own = parameters[index];
            if (isLast && filters[index] == "FlateDecode")
            {
                var predictor = own is not null && own.Data.GetValueOrDefault("Predictor") is NumericToken { Int: > 1 } ? Keep(own, PredictorKeys) : null;
                return Packed(Packing.Repack(data, limits), Flate, predictor);
            }

            if (PictureFilters.Contains(filters[index]))
            {
                return isLast && kind.IsImage
                    ? Packed(
                        filters[index] == "DCTDecode" ? JpegMetadata.Strip(data) : data.ToArray(),
                        NameToken.Create(filters[index]),
                        copier.Copy(own, Kept.PictureParameters) as DictionaryToken
                    )
                    : null;
            }

            if (filters[index] != "Crypt") // the library deciphered it
            {
                if (Unpack(data, filters, parameters, index, limits, PdfLimits.PageContent) is not { } clear)
                {
                    return null;
                }

                data = clear;
            }
        }

        return Packed(Packing.Deflate(data.ToArray()), Flate, null);
    }

    /// <summary>The whole clear content of a stream; null for a packing that nobody knows.</summary>
    public static byte[]? Unpack(StreamToken stream, PdfCopier copier, PdfLimits limits, int most)
    {
        var (filters, parameters) = Read(stream.StreamDictionary, copier);
        Memory<byte>? data = stream.Data;
        for (var index = 0; index < filters.Count && data is not null; index++)
        {
            data = filters[index] == "Crypt" ? data : Unpack(data.Value, filters, parameters, index, limits, most);
        }

        return data?.ToArray();
    }

    private static Memory<byte>? Unpack(Memory<byte> data, List<string> filters, List<DictionaryToken?> parameters, int index, PdfLimits limits, int most)
    {
        if (filters[index] == "FlateDecode" && parameters[index]?.ContainsKey(NameToken.Predictor) != true)
        {
            using var clear = new MemoryStream();
            Packing.Inflate(data, clear, limits, most);
            return clear.ToArray();
        }

        if (filters[index] is not ("FlateDecode" or "LZWDecode" or "ASCII85Decode" or "ASCIIHexDecode" or "RunLengthDecode"))
        {
            return null;
        }

        var dictionary = new DictionaryToken(
            new Dictionary<NameToken, IToken>
            {
                [NameToken.Filter] = new ArrayToken([.. filters.Select(NameToken.Create)]),
                [NameToken.DecodeParms] = new ArrayToken([.. parameters.Select(own => (IToken?)own ?? NullToken.Instance)]),
            }
        );
        var bounded = new BoundedFilters(limits);
        return bounded.GetNamedFilters([NameToken.Create(filters[index])])[0].Decode(data, dictionary, bounded, index);
    }

    private static (List<string> Filters, List<DictionaryToken?> Parameters) Read(DictionaryToken dictionary, PdfCopier copier)
    {
        List<string> filters =
        [
            .. List(copier.Resolve(dictionary.Data.GetValueOrDefault("Filter")))
                .Select(copier.Resolve)
                .OfType<NameToken>()
                .Select(name => Abbreviations.GetValueOrDefault(name.Data, name.Data)),
        ];
        if (filters.Count > 8)
        {
            throw new VerdictException(Verdict.TooLarge);
        }

        var parameters = List(copier.Resolve(dictionary.Data.GetValueOrDefault("DecodeParms") ?? dictionary.Data.GetValueOrDefault("DP")))
            .Select(token => Direct(copier.Resolve(token) as DictionaryToken, copier))
            .ToList();
        parameters.AddRange(Enumerable.Repeat<DictionaryToken?>(null, Math.Max(0, filters.Count - parameters.Count)));
        return (filters, parameters);

        static IReadOnlyList<IToken> List(IToken? token) =>
            token switch
            {
                ArrayToken array => array.Data,
                null => [],
                _ => [token],
            };
    }

    // The library's filters look at direct numbers only.
    private static DictionaryToken? Direct(DictionaryToken? parameters, PdfCopier copier) =>
        parameters is null
            ? null
            : new DictionaryToken(
                parameters.Data.ToDictionary(
                    entry => NameToken.Create(entry.Key),
                    entry => copier.Resolve(entry.Value) is NumericToken or BooleanToken ? copier.Resolve(entry.Value)! : entry.Value
                )
            );

    private static DictionaryToken Keep(DictionaryToken parameters, string[] keys) =>
        new(
            parameters
                .Data.Where(entry => keys.Contains(entry.Key) && entry.Value is NumericToken)
                .ToDictionary(entry => NameToken.Create(entry.Key), entry => entry.Value)
        );

    private static StreamToken Packed(byte[] data, NameToken filter, DictionaryToken? parameters)
    {
        var entries = new Dictionary<NameToken, IToken> { [NameToken.Filter] = filter };
        if (parameters is not null)
        {
            entries[NameToken.DecodeParms] = parameters;
        }

        return new StreamToken(new DictionaryToken(entries), data);
    }
}
