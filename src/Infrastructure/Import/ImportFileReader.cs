using System.Globalization;
using System.IO.Compression;
using System.Text;
using ClsPortal.Application.Common;
using ClsPortal.Application.Import;
using ClsPortal.Infrastructure.Spreadsheets;
using MiniExcelLibs;

namespace ClsPortal.Infrastructure.Import;

/// <summary>Reads what people export from their old software: XLSX, or CSV with semicolons, commas or tabs, in UTF-8, UTF-16 or Windows-1252.</summary>
public static class ImportFileReader
{
    /// <summary>The largest file that is taken.</summary>
    public const long MostBytes = 10 * 1024 * 1024;

    // What a workbook of thousands of lines unpacks to, several times over. More is no list of families, or a trap: 10 MB can hold gigabytes.
    private const long MostUnpacked = 100 * 1024 * 1024;
    private const int MostParts = 500;

    private static readonly Refusal Unreadable = new(
        "ImportUnreadable", "Ce fichier ne se lit pas : choisissez un classeur XLSX ou un fichier CSV, comme le modèle.", "File");

    /// <param name="content">At most <see cref="MostBytes"/>.</param>
    public static Outcome<ImportFile> Read(byte[] content)
    {
        try
        {
            // A workbook is a ZIP archive, whatever the file is called.
            var rows = content.AsSpan().StartsWith("PK"u8) ? Workbook(content) : Text(content);
            return FileOf(rows);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The library has no exception of its own for an archive that is no workbook, such as a letter.
            return Unreadable;
        }
    }

    /// <summary>An example: headings, a family with two children on two lines, and one with one.</summary>
    public static byte[] Template() => Xlsx.Write(new Sheet(
        "Familles", [.. ImportColumns.All.Select(column => column.Label)], Examples.Select(line => (IReadOnlyList<object?>)[.. ImportColumns.All.Select(column => (object?)line.GetValueOrDefault(column.Key, ""))])));

    private static Outcome<ImportFile> FileOf(IEnumerable<(int Number, IReadOnlyList<string> Cells)> rows)
    {
        IReadOnlyList<string>? headings = null;
        var lines = new List<ImportLine>();
        foreach (var (number, cells) in rows)
        {
            if (headings is null)
            {
                headings = cells;
            }
            else if (cells.Any(cell => cell.Length > 0))
            {
                lines.Add(new ImportLine(number, cells));
            }

            if (lines.Count > ImportFile.MostLines)
            {
                return new Refusal("ImportTooLong", $"Le fichier a plus de {ImportFile.MostLines} lignes : partagez-le.", "File");
            }
        }

        return headings is null || lines.Count == 0 ? new Refusal("ImportEmpty", "Ce fichier ne contient aucune ligne sous les titres.", "File") : new ImportFile(headings, lines);
    }

    private static IEnumerable<(int Number, IReadOnlyList<string> Cells)> Workbook(byte[] content)
    {
        using var stream = new MemoryStream(content);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true))
        {
            // What an entry says of its length is what is read of it at most.
            if (archive.Entries.Count > MostParts || archive.Entries.Sum(entry => Math.Min(entry.Length, MostUnpacked)) >= MostUnpacked)
            {
                throw new InvalidDataException("The workbook unpacks to more than a list of families.");
            }
        }

        stream.Position = 0;
        var number = 0;
        foreach (IDictionary<string, object?> row in stream.Query())
        {
            yield return (++number, [.. row.Values.Select(Cell)]);
        }
    }

    private static IEnumerable<(int Number, IReadOnlyList<string> Cells)> Text(byte[] content)
    {
        var text = Decode(content);
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var firstLine = text.AsSpan(0, end < 0 ? text.Length : end);
        var separator = ';';
        foreach (var other in ",\t")
        {
            separator = firstLine.Count(other) > firstLine.Count(separator) ? other : separator;
        }

        return CsvText.Rows(text, separator);
    }

    private static string Decode(byte[] content)
    {
        if (content.AsSpan().StartsWith<byte>([0xFF, 0xFE]))
        {
            return Encoding.Unicode.GetString(content).TrimStart('\uFEFF');
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(content);
        }
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        DateTime date => date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
        double number => number.ToString("0.##########", CultureInfo.InvariantCulture),
        bool yes => yes ? "oui" : "non",
        _ => (Convert.ToString(value, CultureInfo.InvariantCulture) ?? "").Trim(),
    };

    private static readonly Dictionary<string, string> FirstChild = new(StringComparer.Ordinal)
    {
        [ImportColumns.Number] = "0119",
        [ImportColumns.Name] = "Exemple",
        ["G1.Civility"] = "Madame",
        ["G1.FirstName"] = "Claire",
        ["G1.LastName"] = "Exemple",
        ["G1.Address"] = "12 rue des Vignes",
        ["G1.PostalCode"] = "89800",
        ["G1.Town"] = "Chablis",
        ["G1.MobilePhone"] = "06 12 34 56 78",
        ["G1.Email"] = "claire@exemple.fr",
        ["G2.Civility"] = "Monsieur",
        ["G2.FirstName"] = "Paul",
        ["G2.LastName"] = "Exemple",
        ["G2.Email"] = "paul@exemple.fr",
        ["E.FirstName"] = "Léo",
        ["E.LastName"] = "Exemple",
        ["E.BirthDate"] = "25/10/2016",
        ["E.School"] = "École de Chablis",
        ["E.SchoolClass"] = "CP",
        ["C1.FirstName"] = "Jeanne",
        ["C1.LastName"] = "Exemple",
        ["C1.Relation"] = "Grand-mère",
        ["C1.Phone"] = "03 86 42 00 11",
        ["C1.MayBeCalled"] = "oui",
        ["C1.MayPickUp"] = "oui",
    };

    private static readonly Dictionary<string, string>[] Examples =
    [
        FirstChild,
        new(FirstChild, StringComparer.Ordinal) { ["E.FirstName"] = "Zoé", ["E.BirthDate"] = "03/02/2014", ["E.SchoolClass"] = "CE2" },
        new(StringComparer.Ordinal)
        {
            [ImportColumns.Number] = "0120",
            [ImportColumns.Name] = "Modèle",
            ["G1.FirstName"] = "Hélène",
            ["G1.LastName"] = "Modèle",
            ["G1.MobilePhone"] = "06 98 76 54 32",
            ["E.FirstName"] = "Noé",
            ["E.LastName"] = "Modèle",
            ["E.BirthDate"] = "14/07/2015",
        },
    ];
}
