using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>
/// Skia does not say which language a document is in, and a screen reader would then read French aloud as English. An incremental
/// update (ISO 32000-1, 7.5.6) says it: the catalogue once more with its /Lang, and a cross-reference to it.
/// </summary>
internal static partial class PdfLanguage
{
    public static byte[] Declare(byte[] pdf, string language)
    {
        var text = Encoding.Latin1.GetString(pdf);
        var trailer = Trailer().Match(text, text.LastIndexOf("trailer", StringComparison.Ordinal));
        var root = Root().Match(trailer.Groups["entries"].Value).Groups["number"].Value;
        var start = text.LastIndexOf($"\n{root} 0 obj", StringComparison.Ordinal) + 1;
        var catalog = text[start..text.IndexOf("endobj", start, StringComparison.Ordinal)];
        var cut = catalog.LastIndexOf(">>", StringComparison.Ordinal);
        var update = $"\n{catalog[..cut]}\n/Lang ({language})\n/ViewerPreferences <</DisplayDocTitle true>>\n>>\nendobj\n";
        var table = string.Create(
            CultureInfo.InvariantCulture,
            $"xref\n{root} 1\n{pdf.Length + 1:0000000000} 00000 n \ntrailer\n<<{trailer.Groups["entries"].Value.Trim()}\n/Prev "
                + $"{trailer.Groups["start"].Value}>>\nstartxref\n{pdf.Length + update.Length}\n%%EOF\n"
        );
        return [.. pdf, .. Encoding.Latin1.GetBytes(update + table)];
    }

    [GeneratedRegex(@"\Gtrailer\s*<<(?<entries>.*)>>\s*startxref\s*(?<start>\d+)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Trailer();

    [GeneratedRegex(@"/Root (?<number>\d+) 0 R", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Root();
}
