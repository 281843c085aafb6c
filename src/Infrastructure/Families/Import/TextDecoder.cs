using System.Buffers;
using System.Text;

namespace ClsPortal.Infrastructure.Families;

/// <summary>Finds the encoding of a text that does not say it: what French programs on any system have written since the eighties.</summary>
internal static class TextDecoder
{
    private const int Looked = 4096;
    private const char Mark = '\uFEFF';
    private static readonly char[] EndOfFile = ['\u001A', '\0'];
    private static readonly SearchValues<char> Small = SearchValues.Create("éèêëàâäçîïôöùûüÿœæñáíóú");
    private static readonly SearchValues<char> Capital = SearchValues.Create("ÉÈÊËÀÂÄÇÎÏÔÖÙÛÜŸŒÆÑÁÍÓÚ");
    private static readonly SearchValues<char> Signs = SearchValues.Create("’‘“”«»°–—…€·\u00A0\u202F");

    /// <summary>Null for bytes that are no text.</summary>
    public static string? Decode(ReadOnlySpan<byte> content)
    {
        // What DOS put behind the last line, and what copying in blocks leaves there.
        var text = Encoded(content).TrimEnd(EndOfFile);
        return text.Contains('\0', StringComparison.Ordinal) ? null : text.Replace(Mark.ToString(), "", StringComparison.Ordinal);
    }

    private static string Encoded(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith<byte>([0xFF, 0xFE, 0, 0]))
        {
            return Encoding.UTF32.GetString(content);
        }

        if (content.StartsWith<byte>([0xFF, 0xFE]) || HasNoughtsAt(content, 1))
        {
            return Encoding.Unicode.GetString(content);
        }

        if (content.StartsWith<byte>([0xFE, 0xFF]) || HasNoughtsAt(content, 0))
        {
            return Encoding.BigEndianUnicode.GetString(content);
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return OneByteEach(content);
        }
    }

    // Half of the bytes of a Latin text in UTF-16.
    private static bool HasNoughtsAt(ReadOnlySpan<byte> content, int parity)
    {
        var (there, elsewhere, looked) = (0, 0, Math.Min(content.Length, Looked) & ~1);
        for (var at = 0; at < looked; at++)
        {
            if (content[at] == 0)
            {
                _ = at % 2 == parity ? there++ : elsewhere++;
            }
        }

        return there > looked / 4 && elsewhere <= looked / 100;
    }

    // Windows, Macintosh, DOS and Unix each had their own: the one that gives French words is the one.
    private static string OneByteEach(ReadOnlySpan<byte> content)
    {
        var (best, most) = ("", int.MinValue);
        foreach (var page in (ReadOnlySpan<int>)[1252, 10000, 850, 28605])
        {
            var text = CodePagesEncodingProvider.Instance.GetEncoding(page)!.GetString(content);
            if (Likeness(text) is var likeness && likeness > most)
            {
                (best, most) = (text, likeness);
            }
        }

        return best;
    }

    private static int Likeness(string text)
    {
        var likeness = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var sign = text[at];
            if (!char.IsAscii(sign))
            {
                var before = at > 0 ? text[at - 1] : ' ';
                likeness +=
                    Small.Contains(sign) ? 2
                    : Capital.Contains(sign)
                        ? char.IsLower(before) ? -2
                            : 1
                    : Signs.Contains(sign) ? 1
                    : -3;
            }
        }

        return likeness;
    }
}
