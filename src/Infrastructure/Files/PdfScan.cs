using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using ClsPortal.Application.Common;
using ClsPortal.Application.Files;

namespace ClsPortal.Infrastructure.Files;

/// <summary>
/// Looks at a PDF's bytes without obeying them: it must begin and end as one, and nowhere name what acts by itself. It does not
/// parse, so that it cannot be led to read another document than the reader's program does: every name counts, wherever it
/// stands, also inside the compressed parts that hold objects.
/// </summary>
internal static class PdfScan
{
    private const int MostStreams = 20_000;
    private const int LongestDictionary = 64 * 1024;
    private const long MostInflated = 64L * 1024 * 1024;
    private static readonly SearchValues<byte> NameEnds = SearchValues.Create("\0\t\n\f\r ()<>[]{}/%"u8);

    // Scripts, programs, attachments, and forms that send themselves. Every script action names JavaScript or Rendition.
    private static readonly HashSet<string> Active = new(StringComparer.Ordinal)
    {
        "JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "RichMediaExecute", "Rendition", "XFA", "SubmitForm", "ImportData", "GoToE", "Movie", "3D",
    };

    private static readonly HashSet<string> OtherFilters = new(StringComparer.Ordinal)
    {
        "LZWDecode", "ASCII85Decode", "ASCIIHexDecode", "RunLengthDecode", "Crypt", "LZW", "A85", "AHx", "RL", "Predictor", "DCTDecode", "JPXDecode",
    };

    /// <returns>Null when nothing speaks against it.</returns>
    public static Refusal? Check(ReadOnlySpan<byte> pdf)
    {
        if (!HasSoundEnds(pdf))
        {
            return FileRefusals.Damaged;
        }

        if (Disguise.IsIn(pdf, whole: false))
        {
            return FileRefusals.Disguised;
        }

        var names = NamesIn(pdf);
        if (names.ContainsKey("Encrypt"))
        {
            return FileRefusals.Locked;
        }

        return !names.ContainsKey("Root") ? FileRefusals.Damaged
            : names.Keys.Any(Active.Contains) ? FileRefusals.Active
            : CheckObjectStreams(pdf, names.GetValueOrDefault("ObjStm"));
    }

    /// <summary>The header at the first byte, the end mark at the last, and a cross-reference where the end says.</summary>
    private static bool HasSoundEnds(ReadOnlySpan<byte> pdf)
    {
        var end = pdf.TrimEnd("\0\t\n\f\r "u8);
        if (!(pdf.StartsWith("%PDF-1."u8) || pdf.StartsWith("%PDF-2."u8)) || !end.EndsWith("%%EOF"u8))
        {
            return false;
        }

        var mark = end.LastIndexOf("startxref"u8);
        return mark >= 0
            && int.TryParse(Encoding.ASCII.GetString(end[(mark + 9)..^5]).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            && offset < mark && pdf[offset..].TrimStart("\0\t\n\f\r "u8) is [var first, ..] && (first == (byte)'x' || char.IsAsciiDigit((char)first));
    }

    /// <summary>Objects may lie compressed. Each such part must be one that this scan can open, and none may be overlooked.</summary>
    private static Refusal? CheckObjectStreams(ReadOnlySpan<byte> pdf, int announced)
    {
        var found = 0;
        var streams = 0;
        var inflated = 0L;
        for (var at = pdf.IndexOf("stream"u8); at >= 0;)
        {
            var data = at + "stream"u8.Length;
            if (data < pdf.Length && pdf[data] is (byte)'\r' or (byte)'\n' && !pdf[..at].EndsWith("end"u8))
            {
                if (++streams > MostStreams)
                {
                    return FileRefusals.Damaged;
                }

                var before = pdf[Math.Max(0, at - LongestDictionary)..at];
                var dictionary = NamesIn(before[Math.Max(0, before.LastIndexOf("obj"u8))..]);
                if (dictionary.ContainsKey("ObjStm"))
                {
                    found++;
                    if (dictionary.Keys.Any(OtherFilters.Contains))
                    {
                        return FileRefusals.Disguised;
                    }

                    data += pdf[data..].StartsWith("\r\n"u8) ? 2 : 1;
                    if (CheckObjectStream(pdf[data..], dictionary.ContainsKey("FlateDecode") || dictionary.ContainsKey("Fl"), ref inflated) is { } refusal)
                    {
                        return refusal;
                    }
                }
            }

            var next = pdf[data..].IndexOf("stream"u8);
            at = next < 0 ? -1 : data + next;
        }

        return found == announced ? null : FileRefusals.Disguised;
    }

    private static Refusal? CheckObjectStream(ReadOnlySpan<byte> data, bool isCompressed, ref long inflated)
    {
        if (!isCompressed)
        {
            return null; // its names were seen with all others
        }

        try
        {
            using var source = new MemoryStream(data.ToArray(), writable: false);
            using var inflate = new ZLibStream(source, CompressionMode.Decompress);
            using var clear = new MemoryStream();
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = inflate.Read(buffer)) > 0)
            {
                inflated += read;
                if (inflated > MostInflated)
                {
                    return FileRefusals.Damaged;
                }

                clear.Write(buffer, 0, read);
            }

            return NamesIn(clear.GetBuffer().AsSpan(0, (int)clear.Length)).Keys.Any(Active.Contains) ? FileRefusals.Active : null;
        }
        catch (InvalidDataException)
        {
            return FileRefusals.Damaged;
        }
    }

    /// <summary>All names with how often they occur; <c>#4A</c> is read as the letter that it stands for.</summary>
    private static Dictionary<string, int> NamesIn(ReadOnlySpan<byte> text)
    {
        const int longest = 40;
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        Span<char> name = stackalloc char[longest];
        var lookup = names.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = text.IndexOf((byte)'/'); at >= 0;)
        {
            var rest = text[(at + 1)..];
            var length = rest.IndexOfAny(NameEnds);
            var raw = rest[..(length < 0 ? Math.Min(rest.Length, 3 * longest) : Math.Min(length, 3 * longest))];
            var written = 0;
            for (var index = 0; index < raw.Length && written < longest; index++)
            {
                if (raw[index] == '#' && index + 2 < raw.Length && byte.TryParse(raw.Slice(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var escaped))
                {
                    name[written++] = (char)escaped;
                    index += 2;
                }
                else
                {
                    name[written++] = (char)raw[index];
                }
            }

            // Pictures hold slashes too; only words are worth remembering.
            if (written is > 1 and < longest)
            {
                lookup[name[..written]] = lookup.TryGetValue(name[..written], out var count) ? count + 1 : 1;
            }

            var next = rest.IndexOf((byte)'/');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return names;
    }
}
