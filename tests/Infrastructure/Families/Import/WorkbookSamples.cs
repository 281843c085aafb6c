using System.IO.Compression;

namespace ClsPortal.Infrastructure.Tests.Families;

/// <summary>Workbooks of a few lines, with what other programs than Excel write or leave out.</summary>
internal static class WorkbookSamples
{
    public static byte[] Zip(params IEnumerable<(string Name, string Text)> parts)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var part = new StreamWriter(archive.CreateEntry(name, CompressionLevel.Fastest).Open());
                part.Write(text);
            }
        }

        return stream.ToArray();
    }

    /// <param name="sheet">What stands in the sheet, such as <c>sheetData</c>.</param>
    /// <param name="shared">Texts that cells share.</param>
    /// <param name="formats">Styles 1 and on.</param>
    /// <param name="properties">Of the workbook.</param>
    public static byte[] Book(string sheet, string shared = "", string[]? formats = null, string properties = "") =>
        Books(shared, formats, properties, ("Feuille", "", sheet));

    public static byte[] Books(string shared, string[]? formats, string properties, params (string Name, string State, string Sheet)[] sheets) =>
        Zip([
            (
                "xl/workbook.xml",
                $"""
                <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
                    xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
                <workbookPr {properties}/>
                <sheets>{string.Concat(
                    sheets.Select((one, index) => $"<sheet name='{one.Name}' sheetId='{index + 1}' r:id='r{index}' {one.State}/>")
                )}</sheets></workbook>
                """
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships>"
                    + string.Concat(
                        sheets.Select(
                            (_, index) => $"<Relationship Id='r{index}' Type='http://x/relationships/worksheet' Target='worksheets/sheet{index}.xml'/>"
                        )
                    )
                    + "</Relationships>"
            ),
            ("xl/sharedStrings.xml", $"<sst>{shared}</sst>"),
            (
                "xl/styles.xml",
                $"""
                <styleSheet><numFmts>{string.Concat(
                    (formats ?? []).Select(
                        (format, index) => $"<numFmt numFmtId='{164 + index}' formatCode='{System.Security.SecurityElement.Escape(format)}'/>"
                    )
                )}</numFmts>
                <cellXfs><xf numFmtId="0"/>{string.Concat((formats ?? []).Select((_, index) => $"<xf numFmtId='{164 + index}'/>"))}</cellXfs></styleSheet>
                """
            ),
            .. sheets.Select((one, index) => ($"xl/worksheets/sheet{index}.xml", $"<worksheet>{one.Sheet}</worksheet>")),
        ]);

    /// <summary>A row of texts, without references.</summary>
    public static string Row(params IEnumerable<string> texts) => $"<row>{string.Concat(texts.Select(Text))}</row>";

    public static string Text(string text) => $"<c t='inlineStr'><is><t>{System.Security.SecurityElement.Escape(text)}</t></is></c>";
}
