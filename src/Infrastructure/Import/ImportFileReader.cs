using System.Globalization;
using System.Text;
using ClsPortal.Application.Common;
using ClsPortal.Application.Import;
using ClsPortal.Infrastructure.Spreadsheets;
using MiniExcelLibs;

namespace ClsPortal.Infrastructure.Import;

/// <summary>Reads what people export from their old software: XLSX, or CSV with semicolons or commas, in UTF-8 or Windows-1252.</summary>
public static class ImportFileReader
{
    /// <summary>The largest file that is taken.</summary>
    public const long MostBytes = 10 * 1024 * 1024;

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
        catch (Exception exception) when (exception is InvalidDataException or System.Xml.XmlException or FormatException or NotSupportedException or KeyNotFoundException)
        {
            return Unreadable;
        }
    }

    /// <summary>The template: headings, and one line that shows how to write.</summary>
    public static byte[] Template() => Xlsx.Write(new Sheet(
        "Familles", [.. ImportColumns.All.Select(column => column.Label)], [[.. ImportColumns.All.Select(column => (object?)Example(column))]]));

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
        return CsvText.Rows(text, firstLine.Count(';') >= firstLine.Count(',') ? ';' : ',');
    }

    private static string Decode(byte[] content)
    {
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

    private static string Example(ImportColumn column) => column.Key switch
    {
        ImportColumns.Number => "0119",
        ImportColumns.Name => "Exemple",
        "G1.Civility" => "Madame",
        "G1.FirstName" => "Claire",
        "G1.LastName" => "Exemple",
        "G1.Address" => "12 rue des Vignes",
        "G1.PostalCode" => "89800",
        "G1.Town" => "Chablis",
        "G1.MobilePhone" => "06 12 34 56 78",
        "G1.Email" => "claire@exemple.fr",
        "E.FirstName" => "Léo",
        "E.LastName" => "Exemple",
        "E.BirthDate" => "25/10/2016",
        "E.School" => "École de Chablis",
        "E.SchoolClass" => "CP",
        "C1.FirstName" => "Jeanne",
        "C1.LastName" => "Exemple",
        "C1.Relation" => "Grand-mère",
        "C1.Phone" => "03 86 42 00 11",
        "C1.MayBeCalled" => "oui",
        "C1.MayPickUp" => "oui",
        _ => "",
    };
}
