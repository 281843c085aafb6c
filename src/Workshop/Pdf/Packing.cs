using System.IO.Compression;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace ClsPortal.Workshop.Pdf;

/// <summary>Unpacks within limits, and packs again: no packed byte of the file that came in is handed on.</summary>
internal static class Packing
{
    private const int Small = 4 * 1024 * 1024;

    /// <summary>As readers do: what can be read before a fault is taken, a missing or wrong checksum is none.</summary>
    public static void Inflate(ReadOnlyMemory<byte> packed, Stream into, PdfLimits limits, long most)
    {
        var written = InflateAs(packed, into, limits, most, hasHeader: true);
        if (written == 0 && packed.Length > 2)
        {
            InflateAs(packed[2..], into, limits, most, hasHeader: false);
        }
    }

    public static byte[] Deflate(byte[] clear)
    {
        using var packed = new MemoryStream();
        using (var zlib = Deflating(packed, clear.Length))
        {
            zlib.Write(clear);
        }

        return packed.ToArray();
    }

    /// <summary>Unpacks and packs anew without ever holding the whole; a predictor's bytes stay as they are.</summary>
    public static byte[] Repack(ReadOnlyMemory<byte> packed, PdfLimits limits)
    {
        using var anew = new MemoryStream(packed.Length);
        using (var zlib = Deflating(anew, packed.Length))
        {
            Inflate(packed, zlib, limits, long.MaxValue);
        }

        return anew.ToArray();
    }

    private static ZLibStream Deflating(Stream into, int length) =>
        new(into, length <= Small ? CompressionLevel.Optimal : CompressionLevel.Fastest, leaveOpen: true);

    private static long InflateAs(ReadOnlyMemory<byte> packed, Stream into, PdfLimits limits, long most, bool hasHeader)
    {
        using var source = new MemoryStream(packed.ToArray(), writable: false);
        using Stream inflate = hasHeader ? new ZLibStream(source, CompressionMode.Decompress) : new DeflateStream(source, CompressionMode.Decompress);
        var buffer = new byte[64 * 1024];
        var written = 0L;
        try
        {
            int read;
            while ((read = inflate.Read(buffer)) > 0)
            {
                limits.Count(read);
                written += read;
                if (written > most)
                {
                    throw new VerdictException(Verdict.TooLarge);
                }

                into.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            // The rest is not to be had.
        }

        return written;
    }
}

/// <summary>The library's filters for cross-references and object streams, none of which unpacks more than the limits allow.</summary>
internal sealed class BoundedFilters(PdfLimits limits) : IFilterProvider
{
    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Bound(DefaultFilterProvider.Instance.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Bound(DefaultFilterProvider.Instance.GetNamedFilters(names));

    public IReadOnlyList<IFilter> GetAllFilters() => Bound(DefaultFilterProvider.Instance.GetAllFilters());

    private List<IFilter> Bound(IReadOnlyList<IFilter> filters) => [.. filters.Select(filter => new Bounded(filter, limits))];

    private sealed class Bounded(IFilter inner, PdfLimits limits) : IFilter
    {
        public bool IsSupported => inner.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            if (inner is FlateFilter)
            {
                Packing.Inflate(input, Stream.Null, limits, PdfLimits.ObjectStream);
            }

            var clear = inner.Decode(input, streamDictionary, filterProvider, filterIndex);
            limits.Count(clear.Length);
            return clear.Length > PdfLimits.ObjectStream ? throw new VerdictException(Verdict.TooLarge) : clear;
        }
    }
}
