using System.Text;
using ClsPortal.Application.Families;
using ClsPortal.Infrastructure.Families;
using static ClsPortal.Infrastructure.Tests.Families.WorkbookSamples;

namespace ClsPortal.Infrastructure.Tests.Families;

/// <summary>What programs of any system save is read as they show it.</summary>
public sealed class ImportAsShownTests
{
    private const string Table = "Numéro de famille;Nom de famille;Prénom enfant\n0301;Modèle;Noé\n0302;Évrard;Zoë";

    private static readonly Dictionary<string, Func<string, byte[]>> Encodings = new(StringComparer.Ordinal)
    {
        ["UTF-8"] = Encoding.UTF8.GetBytes,
        ["UTF-8 with its mark"] = text => [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)],
        ["UTF-8 with a mark in the middle"] = text => Encoding.UTF8.GetBytes(text.Replace("\n", "\n\uFEFF", StringComparison.Ordinal)),
        ["UTF-16 LE with its mark"] = text => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)],
        ["UTF-16 LE"] = Encoding.Unicode.GetBytes,
        ["UTF-16 BE with its mark"] = text => [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(text)],
        ["UTF-16 BE"] = Encoding.BigEndianUnicode.GetBytes,
        ["Windows"] = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes,
        ["Macintosh"] = CodePagesEncodingProvider.Instance.GetEncoding(10000)!.GetBytes,
        ["DOS"] = CodePagesEncodingProvider.Instance.GetEncoding(850)!.GetBytes,
    };

    public static TheoryData<string, string> Texts() => [.. from encoding in Encodings.Keys from end in new[] { "\n", "\r\n", "\r" } select (encoding, end)];

    [Theory, MemberData(nameof(Texts))]
    public void A_text_of_any_encoding_and_line_end_is_read(string encoding, string end)
    {
        var file = ImportFileReader.Read(Encodings[encoding](Table.Replace("\n", end, StringComparison.Ordinal))).Value;

        file.Headings.Should().Equal("Numéro de famille", "Nom de famille", "Prénom enfant");
        Cells(file).Should().Equal("2: 0301|Modèle|Noé", "3: 0302|Évrard|Zoë");
    }

    [Theory]
    [InlineData("sep=;\r\n0301;a,b,c;Noé", "3: 0301|a,b,c|Noé")]
    [InlineData("\"sep=|\"\r\n0301|a;b|Noé", "3: 0301|a;b|Noé")]
    [InlineData("0301|a;b|Noé", "2: 0301|a;b|Noé")]
    [InlineData("0301\ta;b,c\tNoé", "2: 0301|a;b,c|Noé")]
    [InlineData("0301,\"a;b;c\",Noé", "2: 0301|a;b;c|Noé")]
    [InlineData("=\"0301\";='0302;'0303", "2: 0301|='0302|0303")]
    [InlineData("\"=\"\"0301\"\"\";'t Hooft;'+33612345678", "2: 0301|'t Hooft|+33612345678")]
    [InlineData("0301;\"12 rue\nBeine\";Noé;;;;", "2: 0301|12 rue\nBeine|Noé||||")]
    public void A_separator_that_is_named_or_found_and_guards_of_texts_are_no_part_of_the_cells(string text, string line)
    {
        var separator =
            text.Contains('|', StringComparison.Ordinal) ? '|'
            : text.Contains('\t', StringComparison.Ordinal) ? '\t'
            : text.Contains("\",", StringComparison.Ordinal) ? ','
            : ';';
        var headings = $"Numéro de famille{separator}Nom de famille{separator}Prénom enfant";
        var at = text.Contains("sep=", StringComparison.Ordinal) ? text.IndexOf('\n', StringComparison.Ordinal) + 1 : 0;

        Cells(ImportFileReader.Read(Encoding.UTF8.GetBytes(text.Insert(at, headings + "\r\n"))).Value).Should().Equal(line);
    }

    [Theory]
    [InlineData("\u001A")]
    [InlineData("\r\n\u001A\u001A")]
    [InlineData("\r\n\0\0\0")]
    public void What_old_programs_put_behind_the_last_line_is_no_line(string end) =>
        Cells(ImportFileReader.Read(Encoding.UTF8.GetBytes(Table + end)).Value).Should().Equal("2: 0301|Modèle|Noé", "3: 0302|Évrard|Zoë");

    [Fact]
    public void Headings_below_a_title_are_found_told_and_can_be_chosen()
    {
        var content = Encoding.UTF8.GetBytes("Liste des familles au 28/11/2026;;\n;;\nNuméro de famille;Nom de famille;Prénom enfant\n0301;Modèle;Noé\n");

        var found = ImportFileReader.Read(content).Value;
        var chosen = ImportFileReader.Read(content, headingLine: 1).Value;

        found.Should().BeEquivalentTo(new { HeadingLine = 3 });
        found.Top.Select(line => line.Number).Should().Equal(1, 3, 4);
        Cells(found).Should().Equal("4: 0301|Modèle|Noé");
        chosen.HeadingLine.Should().Be(1);
        chosen.Lines.Should().HaveCount(2);
        ImportFileReader.Read("a;b\n1;2"u8.ToArray()).Value.Notes.Should().ContainSingle().Which.Should().Contain("choisissez la ligne des titres");
    }

    [Fact]
    public void Of_two_columns_with_one_heading_neither_is_guessed()
    {
        var file = ImportFileReader.Read("Numéro de famille;Nom;Prénom;Nom\n1;a;b;c"u8.ToArray()).Value;

        file.Notes.Should().ContainSingle().Which.Should().Contain("(Nom)");
        ImportColumns.Guess(file.Headings).Should().NotContainKey("E.LastName").And.ContainKey("E.FirstName");
    }

    [Fact]
    public void Rows_and_cells_without_references_stand_in_their_order_and_empty_rows_above_are_no_headings()
    {
        Cells(ImportFileReader.Read(Book($"<sheetData>{Row("Numéro de famille", "Nom de famille")}<row/>{Row("0301", "Modèle")}</sheetData>")).Value)
            .Should()
            .Equal("3: 0301|Modèle");
        Cells(
                ImportFileReader
                    .Read(Book("<sheetData><row r='4'><c r='B4'><v>1</v></c></row><row r='9'><c r='A9'><v>3</v></c><c><v>4</v></c></row></sheetData>"))
                    .Value
            )
            .Should()
            .Equal("9: 3|4");
    }

    [Theory]
    [InlineData("0000", "301", "0301")]
    [InlineData("00000", "1230", "01230")]
    [InlineData("0#\" \"##\" \"##\" \"##\" \"##", "612345678", "06 12 34 56 78")]
    [InlineData("00\\ 00\\ 00\\ 00\\ 00", "612345678", "06 12 34 56 78")]
    [InlineData("0%", "0.5", "50%")]
    [InlineData("0.00E+00", "612345678", "6,12E+08")]
    [InlineData("General", "33612345678", "33612345678")]
    [InlineData("General", "3.50", "3,5")]
    [InlineData("General", "6.12345678E8", "612345678")]
    [InlineData("@", "301", "301")]
    [InlineData("#,##0", "1301", "1301")]
    [InlineData("#,##0.00\\ \"€\"", "1301", "1301,00 €")]
    [InlineData("yyyy-mm-dd h:mm:ss", "42668", "25/10/2016")]
    [InlineData("mm-dd-yy", "42668", "25/10/2016")]
    [InlineData("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "42668.75", "25/10/2016")]
    [InlineData("dd/mm/yyyy h:mm", "42668.75", "25/10/2016 18:00")]
    [InlineData("d-mmm", "42376", "7-janv.")]
    [InlineData("mmm\\ yyyy", "42668", "oct. 2016")]
    [InlineData("dd/mm/yyyy", "-5", "########")]
    [InlineData("[Red]0\" ans\";;;", "5", "5 ans")]
    public void A_number_is_read_as_its_format_shows_it(string format, string value, string shown) =>
        Cells(ImportFileReader.Read(Book($"<sheetData>{Row("Numéro")}<row><c s='1'><v>{value}</v></c></row></sheetData>", formats: [format])).Value)
            .Should()
            .Equal($"2: {shown}");

    [Theory]
    [InlineData("<c t='b'><v>1</v></c>", "VRAI")]
    [InlineData("<c t='e'><f>1/0</f><v>#DIV/0!</v></c>", "#DIV/0!")]
    [InlineData("<c t='str'><f>A1&amp;\"x\"</f><v>Léa</v></c>", "Léa")]
    [InlineData("<c><f>A1+1</f></c>", "=A1+1")]
    [InlineData("<c t='d'><v>2016-10-25T00:00:00</v></c>", "25/10/2016")]
    [InlineData("<c t='s'><v>1</v></c>", "Jean-Marc")]
    [InlineData("<c t='s'><v>7</v></c>", "x")]
    [InlineData("<c t='inlineStr'><is><r><t>Jean</t></r><r><t>-Marc</t></r><rPh><t>ジャン</t></rPh></is></c>", "Jean-Marc")]
    [InlineData("<c t='inlineStr'><is><t>12 rue_x000D_\nBeine</t></is></c>", "12 rue\r\nBeine")]
    [InlineData("<c t='inlineStr'><is><t>Zo_x00E9__x0007_ _x005F_x00E9_ _xD83D_</t></is></c>", "Zoé _x00E9_ _xD83D_")]
    public void A_cell_of_any_kind_is_read_as_it_shows_itself(string cell, string shown) =>
        Cells(
                ImportFileReader
                    .Read(
                        Book(
                            $"<sheetData>{Row("Numéro", "Nom")}<row>{cell}{Text("x")}</row></sheetData>",
                            "<si><t>Nom</t></si><si><r><t>Jean-</t></r><r><t xml:space='preserve'>Marc</t></r><rPh sb='0'><t>マルク</t></rPh></si>"
                        )
                    )
                    .Value
            )
            .Should()
            .Equal(shown == "x" ? "2: |x" : $"2: {shown}|x");

    [Fact]
    public void Days_of_a_workbook_that_counts_from_1904_are_the_days_it_shows()
    {
        var file = ImportFileReader
            .Read(
                Book(
                    $"<sheetData>{Row("Naissance", "Nom")}<row><c s='1'><v>41206</v></c><c><v>41206</v></c></row></sheetData>",
                    formats: ["dd/mm/yyyy"],
                    properties: "date1904='1'"
                )
            )
            .Value;

        Cells(file).Should().Equal("2: 25/10/2016|41206");
        file.CountsFrom1904.Should().BeTrue();
    }

    [Fact]
    public void Merged_cells_count_for_every_line_that_they_span_and_sideways_once()
    {
        var sheet =
            $"<sheetData>{Row("Numéro", "Nom", "Prénom")}<row r='2'><c r='A2'><v>301</v></c>{Text("Modèle")}{Text("Léo")}</row><row r='3'><c "
            + "r='C3'><v>1</v></c></row><row r='5'><c r='A5'><v>302</v></c><c r='C5'><v>2</v></c></row></sheetData>"
            + "<mergeCells><mergeCell ref='A2:A4'/><mergeCell ref='B2:B3'/><mergeCell ref='A5:B5'/></mergeCells>";

        Cells(ImportFileReader.Read(Book(sheet)).Value).Should().Equal("2: 301|Modèle|Léo", "3: 301|Modèle|1", "5: 302||2");
    }

    [Fact]
    public void Hidden_rows_columns_and_sheets_are_left_out_and_told()
    {
        var seen =
            $"<cols><col min='2' max='2' "
            + $"hidden='1'/></cols><sheetData>{Row("Numéro de famille", "Note", "Nom de famille")}{Row("0301", "x", "Modèle")}<row "
            + $"hidden='1'>{Text("0302")}{Text("y")}{Text("Caché")}</row></sheetData>";
        var file = ImportFileReader
            .Read(
                Books(
                    "",
                    null,
                    "",
                    ("Cachée", "state='hidden'", $"<sheetData>{Row("0", "0")}</sheetData>"),
                    ("Notes", "", $"<sheetData>{Row("à lire", "x")}</sheetData>"),
                    ("Familles", "", seen)
                )
            )
            .Value;

        file.Sheet.Should().Be("Familles", "it has headings that are known");
        file.Sheets.Should().Equal("Notes", "Familles");
        Cells(file).Should().Equal("2: 0301||Modèle");
        file.Notes.Should()
            .Equal(
                "Une ligne masquée du classeur n’est pas reprise.",
                "Ce que contiennent les colonnes masquées du classeur n’est pas repris : B.",
                "Une feuille masquée du classeur n’est pas reprise."
            );
    }

    [Fact]
    public void The_sheet_can_be_chosen()
    {
        var content = Books(
            "",
            null,
            "",
            ("Un", "", $"<sheetData>{Row("Numéro", "a")}{Row("1", "b")}</sheetData>"),
            ("Deux", "", $"<sheetData>{Row("Numéro", "c")}{Row("2", "d")}</sheetData>")
        );

        Cells(ImportFileReader.Read(content, "Deux").Value).Should().Equal("2: 2|d");
        ImportFileReader.Read(content).Value.Sheet.Should().Be("Un");
    }

    [Theory]
    [InlineData("xl/workbook.bin", "XLSB")]
    [InlineData("content.xml", "ODS")]
    [InlineData("Index/Document.iwa", "Numbers")]
    [InlineData("word/document.xml", "Word")]
    public void Archives_of_another_kind_are_refused_with_what_to_do(string part, string name) =>
        ImportFileReader
            .Read(Zip([("mimetype", "x"), (part, "x")]))
            .Refusal.Should()
            .Match<ClsPortal.Application.Shared.Refusal>(refusal => refusal.Code == "ImportUnreadable" && refusal.Sentence.Contains(name));

    [Theory]
    [InlineData("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1", "mot de passe")]
    [InlineData("%PDF-1.7", "PDF")]
    [InlineData("<html><table><tr><td>1</td></tr></table>", "page web")]
    [InlineData("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>", "XML")]
    [InlineData("{\\rtf1", "traitement de texte")]
    [InlineData("\u0000\u0001\u0002\u0000binaire", "ne se lit pas")]
    public void Files_of_another_kind_are_refused_with_what_to_do(string start, string words) =>
        ImportFileReader
            .Read(Encoding.Latin1.GetBytes(start))
            .Refusal.Should()
            .Match<ClsPortal.Application.Shared.Refusal>(refusal => refusal.Code == "ImportUnreadable" && refusal.Sentence.Contains(words));

    private static IEnumerable<string> Cells(ImportFile file) => file.Lines.Select(line => $"{line.Number}: {string.Join('|', line.Cells)}");
}
