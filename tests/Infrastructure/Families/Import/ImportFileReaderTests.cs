using System.Text;
using ClsPortal.Application.Families;
using ClsPortal.Infrastructure.Families;
using ClsPortal.Infrastructure.Shared;

namespace ClsPortal.Infrastructure.Tests.Families;

public sealed class ImportFileReaderTests
{
    [Fact]
    public void A_workbook_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked()
    {
        using var stream = new MemoryStream();
        using (var archive = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = archive.CreateEntry("xl/sharedStrings.xml", System.IO.Compression.CompressionLevel.Fastest).Open();
            var block = new byte[1024 * 1024];
            for (var count = 0; count < 120; count++)
            {
                part.Write(block);
            }
        }

        stream.Length.Should().BeLessThan(2 * 1024 * 1024);
        ImportFileReader.Read(stream.ToArray()).Refusal.Code.Should().Be("ImportUnreadable");
    }

    [Fact]
    public void An_archive_of_thousands_of_parts_or_of_no_workbook_or_with_entities_is_refused()
    {
        ImportFileReader.Read(Packed(Enumerable.Range(0, 600).Select(number => ($"part{number}", "x")))).Refusal.Code.Should().Be("ImportUnreadable");
        ImportFileReader
            .Read(Packed([("word/document.xml", "<w/>"), ("[Content_Types].xml", "<Types/>")]))
            .Refusal.Code.Should()
            .Be("ImportUnreadable", "a letter is an archive too");
        ImportFileReader.Read(WithEntity()).Refusal.Code.Should().Be("ImportUnreadable", "what it names may be a file of the server");

        static byte[] WithEntity()
        {
            using var stream = new MemoryStream();
            stream.Write(ImportFileReader.Template());
            using (var archive = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Update, leaveOpen: true))
            {
                var sheet = archive.Entries.Single(entry => entry.Name == "sheet1.xml");
                using var reader = new StreamReader(sheet.Open());
                var xml = reader.ReadToEnd();
                reader.Close();
                sheet.Delete();
                using var writer = new StreamWriter(archive.CreateEntry("xl/worksheets/sheet1.xml").Open());
                writer.Write(
                    xml.Insert(xml.IndexOf("?>", StringComparison.Ordinal) + 2, "<!DOCTYPE w [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>")
                        .Replace("Exemple", "&e;", StringComparison.Ordinal)
                );
            }

            return stream.ToArray();
        }

        static byte[] Packed(IEnumerable<(string Name, string Text)> parts)
        {
            using var stream = new MemoryStream();
            using (var archive = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
            {
                foreach (var (name, text) in parts)
                {
                    using var part = new StreamWriter(archive.CreateEntry(name).Open());
                    part.Write(text);
                }
            }

            return stream.ToArray();
        }
    }

    [Theory]
    [InlineData("Numéro;Prénom\r\n0119;\"Léa; Rose\"\r\n\r\n0120;Noé\r\n", "utf-8")]
    [InlineData("Numéro,Prénom\n0119,\"Léa; Rose\"\n\n0120,Noé", "utf-8")]
    [InlineData("Numéro;Prénom\r\n0119;\"Léa; Rose\"\r\n\r\n0120;Noé\r\n", "windows-1252")]
    public void Csv_of_either_kind_and_encoding_is_read_with_its_line_numbers(string text, string encoding)
    {
        var bytes =
            encoding == "utf-8"
                ? Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(text)).ToArray()
                : CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text);

        var file = ImportFileReader.Read(bytes).Value;

        file.Headings.Should().Equal("Numéro", "Prénom");
        file.Lines.Select(line => string.Join('|', line.Cells)).Should().Equal("0119|Léa; Rose", "0120|Noé");
        file.Lines[0].Number.Should().Be(2);
    }

    [Fact]
    public void The_template_reads_back_and_every_heading_is_recognised()
    {
        var file = ImportFileReader.Read(ImportFileReader.Template()).Value;

        ImportColumns.Guess(file.Headings).Keys.Should().BeEquivalentTo(ImportColumns.All.Select(column => column.Key));
        file.Lines.Should().HaveCount(3);
    }

    [Fact]
    public void Tabs_in_UTF16_are_what_a_spreadsheet_calls_Unicode_text()
    {
        var file = ImportFileReader.Read([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("Numéro\tPrénom\r\n0119\tLéa, Rose\r\n")]).Value;

        file.Headings.Should().Equal("Numéro", "Prénom");
        file.Lines[0].Cells.Should().Equal("0119", "Léa, Rose");
    }

    [Fact]
    public void The_list_of_faults_opens_in_a_spreadsheet_and_computes_nothing()
    {
        var file = ImportFileReader.Read(ImportErrorsFile.Csv([new ImportError(3, "E-mail", "Cette adresse n’est pas valable.", "=1+1;\"x\"")])).Value;

        file.Headings.Should().Equal("Ligne", "Colonne", "Valeur", "À corriger");
        file.Lines[0].Cells.Should().Equal("3", "E-mail", "'=1+1;\"x\"", "Cette adresse n’est pas valable.");
    }

    [Fact]
    public void Dates_and_numbers_of_a_workbook_become_texts()
    {
        var workbook = Xlsx.Write(
            new Sheet(
                "x",
                ["Numéro", "Naissance"],
                [
                    [119, "25/10/2016"],
                ]
            )
        );

        ImportFileReader.Read(workbook).Value.Lines[0].Cells.Should().Equal("119", "25/10/2016");
    }

    [Theory]
    [InlineData("PK\u0003\u0004 not a workbook", "ImportUnreadable")]
    [InlineData("Numéro;Prénom\r\n", "ImportEmpty")]
    [InlineData("", "ImportEmpty")]
    public void What_is_no_table_is_refused_in_words(string content, string code) =>
        ImportFileReader.Read(Encoding.UTF8.GetBytes(content)).Refusal.Should().BeEquivalentTo(new { Code = code, Field = "File" });
}
