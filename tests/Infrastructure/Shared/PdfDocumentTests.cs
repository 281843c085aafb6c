using System.Diagnostics;
using System.Globalization;
using ClsPortal.Infrastructure.Shared;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace ClsPortal.Infrastructure.Tests.Shared;

/// <summary>Documents read back as a reader would: what is not in the text can be neither searched nor copied nor read aloud.</summary>
public sealed class PdfDocumentTests
{
    private static readonly PdfHead Head = new(
        "Fiche de Léa",
        "Centre de Loisirs",
        new DateTime(2019, 1, 15, 8, 0, 0, DateTimeKind.Utc),
        "Fiche sanitaire – Léa",
        "15-01-2019",
        "Centre de Loisirs"
    );

    [Fact]
    public void What_is_written_can_be_read_back_with_its_accents_and_ligatures()
    {
        var text = Read(flow =>
        {
            flow.Title("Élève : Noël Œuvrard");
            flow.Paragraph("L’office affiche efficacement « ça », 48,60 €, à Łódź. Cœur, e\u0301te\u0301.");
        })[0].Text;

        text.Should().Contain("Élève : Noël Œuvrard").And.Contain("L’office affiche efficacement « ça », 48,60 €, à Łódź. Cœur, été.");
    }

    [Fact]
    public void Every_page_has_its_head_and_its_number()
    {
        var pages = Read(flow => flow.Paragraph(string.Join('\n', Enumerable.Range(1, 170).Select(line => $"ligne {line}"))));

        pages.Should().HaveCount(4);
        for (var page = 1; page <= 4; page++)
        {
            pages[page - 1].Text.Should().Contain("Fiche sanitaire – Léa").And.Contain("15-01-2019").And.Contain($"page {page} / 4");
        }

        string.Concat(pages.Select(page => page.Text)).Should().ContainAll(Enumerable.Range(1, 170).Select(line => $"ligne {line}"));
    }

    [Fact]
    public void Nothing_leaves_the_margins_not_even_a_word_without_end()
    {
        using var document = Open(flow =>
        {
            flow.Paragraph(new string('m', 400));
            flow.Facts(("Allergie", new string('é', 300)), ("Médecin", null));
            flow.Table(
                [new("Libellé", 1), new("Montant", 1, IsRight: true)],
                [PdfRow.Of("Péri Beine matin", string.Concat(Enumerable.Repeat("1 234,50 € ", 30)))]
            );
        });

        var letters = document.GetPages().SelectMany(page => page.Letters).ToList();
        letters
            .Should()
            .OnlyContain(letter =>
                letter.BoundingBox.Left >= 53 && letter.BoundingBox.Right <= 595.3 - 53 && letter.BoundingBox.Bottom > 30 && letter.BoundingBox.Top < 812
            );
        letters.Count(letter => letter.Value == "m").Should().BeGreaterThanOrEqualTo(400);
        letters.Count(letter => letter.Value == "é").Should().BeGreaterThanOrEqualTo(300);
        letters.Should().Contain(letter => letter.Value == "—");
    }

    [Fact]
    public void A_table_repeats_its_head_and_never_tears_a_row_that_fits_on_a_page()
    {
        var pages = Read(flow =>
            flow.Table(
                [new("Activité", 3), new("Montant", 1, IsRight: true)],
                Enumerable.Range(1, 60).Select(row => PdfRow.Of($"début{row:00}\nmilieu\nfin{row:00}", "16,20 €"))
            )
        );

        pages.Should().HaveCountGreaterThan(3).And.OnlyContain(page => page.Text.Contains("Activité") && page.Text.Contains("Montant"));
        for (var row = 1; row <= 60; row++)
        {
            pages.Should().ContainSingle(page => page.Text.Contains($"début{row:00}")).Which.Text.Should().Contain($"fin{row:00}");
        }
    }

    [Fact]
    public void A_row_higher_than_a_page_goes_on_under_the_repeated_head()
    {
        var pages = Read(flow =>
            flow.Table(
                [new("Enfant", 1), new("Allergies", 3)],
                [PdfRow.Of("Léa", string.Join('\n', Enumerable.Range(1, 120).Select(line => $"allergie {line}.")))]
            )
        );

        pages.Should().HaveCount(3).And.OnlyContain(page => page.Text.Contains("Allergies"));
        string.Concat(pages.Select(page => page.Text)).Should().ContainAll(Enumerable.Range(1, 120).Select(line => $"allergie {line}."));
    }

    [Fact]
    public void Amounts_end_at_one_edge()
    {
        using var document = Open(flow =>
            flow.Table(
                [new("", 1), new("Montant", 1, IsRight: true)],
                [PdfRow.Of("a", "8,10 X"), PdfRow.Of("b", "1 048,60 X"), new PdfRow(["c", "12,00 X"], IsStrong: true)]
            )
        );

        var ends = document.GetPage(1).Letters.Where(letter => letter.Value == "X").Select(letter => letter.BoundingBox.Right).ToList();
        ends.Should().HaveCount(3);
        (ends.Max() - ends.Min()).Should().BeLessThan(0.5);
    }

    [Fact]
    public void A_heading_is_never_the_last_thing_on_a_page()
    {
        for (var lines = 40; lines < 55; lines++)
        {
            var pages = Read(flow =>
            {
                flow.Paragraph(string.Join('\n', Enumerable.Repeat("texte", lines)));
                flow.Heading("Vaccinations");
                flow.Paragraph("première ligne\nseconde ligne");
            });

            pages.Single(page => page.Text.Contains("Vaccinations")).Text.Should().Contain("seconde ligne");
        }
    }

    [Fact]
    public void What_belongs_together_starts_a_page_when_it_would_not_fit()
    {
        var pages = Read(flow =>
        {
            flow.Paragraph(string.Join('\n', Enumerable.Repeat("texte", 45)));
            flow.KeepTogether(together => together.Paragraph("début\na\nb\nc\nd\ne\nf\nfin"));
        });

        pages.Should().HaveCount(2);
        pages[1].Text.Should().Contain("début").And.Contain("fin");
    }

    [Fact]
    public void The_document_says_its_title_author_and_language()
    {
        using var document = Open(flow => flow.Paragraph("x"));

        (document.Information.Title, document.Information.Author).Should().Be(("Fiche de Léa", "Centre de Loisirs"));
        document.Structure.Catalog.CatalogDictionary.Data["Lang"].ToString().Should().Contain("fr-FR");
    }

    [Fact]
    public void What_the_font_cannot_write_is_seen_to_be_missing()
    {
        var text = Read(flow => flow.Paragraph("Allergie \U0001F95C aux\u200B arachides\t!"))[0].Text;

        text.Should().Contain("Allergie [?] aux arachides !");
    }

    [Fact]
    public async Task The_same_content_makes_the_same_bytes_whoever_else_writes()
    {
        static byte[] Write() =>
            PdfDocument.Write(
                Head,
                flow =>
                {
                    flow.Title("Fiche");
                    flow.Facts(("Nom", "Léa"), ("École", "Beine"));
                    flow.Marked("Allergie aux arachides");
                    flow.Facing(["Centre de Loisirs", "Pontigny"], ["Famille test", "Beine"]);
                }
            );

        var first = Write();
        var others = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Task.Run(Write)));

        others.Should().AllSatisfy(other => other.Should().Equal(first));
    }

    [Fact]
    public void A_hundred_pages_take_no_more_than_a_few_seconds()
    {
        var pages = Read(
            flow =>
                flow.Table(
                    [new("Date", 1), new("Activité", 3), new("Montant", 1, IsRight: true)],
                    Enumerable
                        .Range(1, 4000)
                        .Select(row => PdfRow.Of("05-02-2019", $"Péri Beine matin, enfant {row.ToString(CultureInfo.InvariantCulture)}", "16,20 €"))
                ),
            out var written
        );

        pages.Should().HaveCountGreaterThan(95);
        TestContext.Current.TestOutputHelper?.WriteLine($"{written.TotalMilliseconds / pages.Count:0.0} ms a page");
        written.Should().BeLessThan(TimeSpan.FromMinutes(1));
    }

    private static List<(int Number, string Text)> Read(Action<PdfFlow> content) => Read(content, out _);

    private static List<(int Number, string Text)> Read(Action<PdfFlow> content, out TimeSpan written)
    {
        var watch = Stopwatch.StartNew();
        var bytes = PdfDocument.Write(Head, content);
        written = watch.Elapsed;
        using var document = UglyToad.PdfPig.PdfDocument.Open(bytes);
        return [.. document.GetPages().Select(page => (page.Number, ContentOrderTextExtractor.GetText(page).ReplaceLineEndings("\n")))];
    }

    private static UglyToad.PdfPig.PdfDocument Open(Action<PdfFlow> content) => UglyToad.PdfPig.PdfDocument.Open(PdfDocument.Write(Head, content));
}
