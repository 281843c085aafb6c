using System.IO.Compression;
using System.Text;

namespace ClsPortal.Infrastructure.Families;

/// <summary>A file of a kind that is known and not read; the message is French and says how to hand it over.</summary>
internal sealed class ForeignFileException(string sentence) : Exception(sentence);

/// <summary>Recognises by their bytes what people choose instead of a list.</summary>
internal static class ForeignFiles
{
    private const string Save = "Ouvrez-le dans votre tableur, puis enregistrez-le au format XLSX ou CSV.";
    private const int MostMarkup = 1024;

    /// <summary>Null for what may be a workbook.</summary>
    public static string? OfArchive(ZipArchive archive)
    {
        var names = archive.Entries.Select(entry => entry.FullName.Replace('\\', '/')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return names.Contains("xl/workbook.bin") ? $"C’est un classeur binaire (XLSB), qui ne se lit pas ici. {Save}"
            : names.Contains("mimetype") && names.Contains("content.xml") ? $"C’est un classeur LibreOffice (ODS), qui ne se lit pas ici. {Save}"
            : names.Contains("Index.zip") || names.Any(name => name.EndsWith(".iwa", StringComparison.OrdinalIgnoreCase))
                ? "C’est un document Numbers, qui ne se lit pas ici. Dans Numbers : Fichier, Exporter vers, Excel."
            : names.Contains("word/document.xml")
                ? "C’est un document Word, pas un tableau. Copiez le tableau dans un tableur, puis enregistrez-le au format XLSX ou CSV."
            : null;
    }

    /// <summary>Null for what may be a text.</summary>
    public static string? OfBytes(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0]))
        {
            return $"C’est un ancien classeur (XLS), ou un classeur protégé par un mot de passe, qui ne se lit pas ici. {Save}";
        }

        if (content.StartsWith("%PDF"u8))
        {
            return "C’est un PDF, pas un tableau : demandez le fichier XLSX ou CSV dont il vient.";
        }

        if (content.StartsWith("{\\rtf"u8))
        {
            return "C’est un document de traitement de texte, pas un tableau. Copiez le tableau dans un tableur, puis enregistrez-le au format XLSX ou CSV.";
        }

        var start = Encoding
            .Latin1.GetString(content[..Math.Min(content.Length, MostMarkup)])
            .Replace("\0", "", StringComparison.Ordinal)
            .TrimStart('\u00EF', '\u00BB', '\u00BF', '\u00FF', '\u00FE', ' ', '\t', '\r', '\n');
        return
            start.StartsWith('<')
            && (
                start.Contains("<html", StringComparison.OrdinalIgnoreCase)
                || start.Contains("<table", StringComparison.OrdinalIgnoreCase)
                || start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase)
                || start.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase)
            )
            ? $"C’est une page web ou un fichier XML, même s’il s’appelle XLS. {Save}"
            : null;
    }
}
