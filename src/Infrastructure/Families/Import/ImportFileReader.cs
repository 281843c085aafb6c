using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Shared;

namespace ClsPortal.Infrastructure.Families;

/// <summary>
/// Reads what people export from their old software, as their spreadsheet shows it: XLSX, or CSV with semicolons, commas, tabs or bars, in the encodings of
/// Windows,
/// Macintosh, DOS and Unix. What is read of a file is counted (<see cref="ReadingBudget"/>), however small the file is.
/// </summary>
public static class ImportFileReader
{
    private const int MostTop = 30;
    private const int EnoughHeadings = 2;

    /// <param name="content">At most <see cref="ImportFile.MostBytes"/>.</param>
    /// <param name="sheet">Of a workbook; null for the one that looks like a list of families.</param>
    /// <param name="headingLine">The line that heads the columns; null for the one that looks like it.</param>
    public static Outcome<ImportFile> Read(byte[] content, string? sheet = null, int? headingLine = null)
    {
        try
        {
            var budget = new ReadingBudget();
            // A workbook is a ZIP archive, whatever the file is called.
            return content.AsSpan().StartsWith("PK"u8) ? FileOfWorkbook(content, sheet, headingLine, budget)
                : ForeignFiles.OfBytes(content) is { } foreign ? Unreadable(foreign)
                : ImportTexts.Read(content, budget) is { } rows ? FileOf(rows, headingLine)
                : Unreadable();
        }
        catch (BudgetSpentException exception)
        {
            return new Refusal("ImportTooMuch", exception.Message, "File");
        }
        catch (ForeignFileException exception)
        {
            return Unreadable(exception.Message);
        }
        catch (Exception exception)
            when (exception is InvalidDataException or XmlException or IOException or NotSupportedException or ArgumentException or FormatException)
        {
            return Unreadable();
        }
    }

    /// <summary>An example: headings, a family with two children on two lines, and one with one.</summary>
    public static byte[] Template() =>
        Xlsx.Write(
            new Sheet(
                "Familles",
                [.. ImportColumns.All.Select(column => column.Label)],
                Examples.Select(line => (IReadOnlyList<object?>)[.. ImportColumns.All.Select(column => (object?)line.GetValueOrDefault(column.Key, ""))])
            )
        );

    private static Refusal Unreadable(string sentence = "Ce fichier ne se lit pas : choisissez un classeur XLSX ou un fichier CSV, comme le modèle.") =>
        new("ImportUnreadable", sentence, "File");

    private static Outcome<ImportFile> FileOfWorkbook(byte[] content, string? sheet, int? headingLine, ReadingBudget budget)
    {
        using var stream = new MemoryStream(content, writable: false);
        using var workbook = Workbook.Open(stream, budget);
        if (workbook.Sheets.Count == 0)
        {
            return Unreadable();
        }

        var chosen =
            sheet is not null && workbook.Sheets.Contains(sheet) ? sheet
            : workbook.Sheets.Count == 1 ? workbook.Sheets[0]
            : workbook.Sheets.MaxBy(name => Likeness(workbook.Read(name, MostTop).Rows))!;
        var shown = workbook.Read(chosen, ReadingBudget.MostRows);
        var outcome = FileOf(shown.Rows, headingLine);
        return outcome.IsRefused
            ? outcome
            : outcome.Value with
            {
                Sheets = workbook.Sheets,
                Sheet = chosen,
                CountsFrom1904 = workbook.CountsFrom1904,
                Notes = [.. Hidden(workbook, shown), .. outcome.Value.Notes],
            };

        static int Likeness(IReadOnlyList<ImportLine> rows) => rows.Max(row => (int?)ImportColumns.Guess(row.Cells).Count) ?? -1;
    }

    private static IEnumerable<string> Hidden(Workbook workbook, SheetContent shown)
    {
        if (shown.HiddenRows > 0)
        {
            yield return shown.HiddenRows == 1
                ? "Une ligne masquée du classeur n’est pas reprise."
                : $"{shown.HiddenRows} lignes masquées du classeur ne sont pas reprises.";
        }

        if (shown.HiddenColumns.Count > 0)
        {
            yield return "Ce que contiennent les colonnes masquées du classeur n’est pas repris : "
                + $"{string.Join(", ", shown.HiddenColumns.Select(CellReference.Letters))}.";
        }

        if (workbook.HiddenSheets > 0)
        {
            yield return workbook.HiddenSheets == 1
                ? "Une feuille masquée du classeur n’est pas reprise."
                : $"{workbook.HiddenSheets} feuilles masquées du classeur ne sont pas reprises.";
        }
    }

    private static Outcome<ImportFile> FileOf(IReadOnlyList<ImportLine> rows, int? headingLine)
    {
        var top = rows.Take(MostTop).ToList();
        var likely = top.MaxBy(row => ImportColumns.Guess(row.Cells).Count);
        var isKnown = likely is not null && ImportColumns.Guess(likely.Cells).Count >= EnoughHeadings;
        var heading = top.Find(row => row.Number == headingLine) ?? (isKnown ? likely : top.FirstOrDefault());
        var lines = heading is null
            ? []
            : rows.Where(row => row.Number > heading.Number).Select(row => new ImportLine(row.Number, [.. row.Cells.Select(WithoutGuard)])).ToList();
        if (heading is null || lines.Count == 0)
        {
            return new Refusal("ImportEmpty", "Ce fichier ne contient aucune ligne sous les titres.", "File");
        }

        if (lines.Count > ImportFile.MostLines)
        {
            return new Refusal("ImportTooLong", $"Le fichier a plus de {ImportFile.MostLines} lignes : partagez-le.", "File");
        }

        var width = Math.Max(Width(heading), lines.Max(Width));
        List<string> headings = [.. Enumerable.Range(0, width).Select(column => column < heading.Cells.Count ? WithoutGuard(heading.Cells[column]) : "")];
        return new ImportFile(headings, lines)
        {
            HeadingLine = heading.Number,
            Top = top,
            Notes = [.. Doubts(headings, isKnown || headingLine is not null)],
        };

        static int Width(ImportLine line)
        {
            var width = line.Cells.Count;
            while (width > 0 && line.Cells[width - 1].Length == 0)
            {
                width--;
            }

            return width;
        }
    }

    private static IEnumerable<string> Doubts(IReadOnlyList<string> headings, bool isKnown)
    {
        if (!isKnown)
        {
            yield return "Aucun titre de colonne n’a été reconnu : choisissez la ligne des titres, puis la place de chaque colonne.";
        }

        var twice = ImportColumns.Repeated(headings);
        if (twice.Count > 0)
        {
            yield return $"Plusieurs colonnes ont le même titre ({string.Join(", ", twice)}) : choisissez celle qui convient.";
        }
    }

    // « ="0301" » and « '0301 » keep a number from losing its noughts; a name such as « 't Hooft » is none.
    private static string WithoutGuard(string cell) =>
        cell.StartsWith("=\"", StringComparison.Ordinal) && cell.EndsWith('"') && cell.Length > 2 ? cell[2..^1].Replace("\"\"", "\"", StringComparison.Ordinal)
        : cell is ['\'', '+' or (>= '0' and <= '9'), ..] ? cell[1..]
        : cell;

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
        new(FirstChild, StringComparer.Ordinal)
        {
            ["E.FirstName"] = "Zoé",
            ["E.BirthDate"] = "03/02/2014",
            ["E.SchoolClass"] = "CE2",
        },
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
