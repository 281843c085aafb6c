using ClsPortal.Application.Families;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Families;
using ClsPortal.Infrastructure.Shared;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace ClsPortal.Infrastructure.Tests.Families;

/// <summary>The sheet a director files, read back.</summary>
public sealed class ChildRecordPdfTests
{
    private static readonly Dictionary<string, string> Nothing = [];
    private static readonly Dictionary<string, ChangeLine> NoChange = [];
    private static readonly ConsentKind Photo = ConsentKind.Create(1, "J’autorise le centre à photographier mon enfant", true, true);

    [Fact]
    public void A_filled_record_has_everything_in_it_and_its_warnings_on_the_first_page()
    {
        var record = Given(
            new(StringComparer.Ordinal)
            {
                [HealthField.FoodAllergies] = "Arachides",
                [HealthField.AllergyAction] = "Stylo d’adrénaline, puis le 15",
                [HealthField.HasPai] = RecordValue.Yes,
                [HealthField.Diet] = "NoPork;NoMeat",
            }
        ) with
        {
            Waiting = 2,
        };

        var pages = Read(record);

        pages[0]
            .Should()
            .Contain("Fiche de Zoé Œuvrard-Lemaître")
            .And.Contain("Allergie ou asthme")
            .And.Contain("PAI")
            .And.Contain("2 modifications demandées");
        var text = string.Concat(pages);
        text.Should()
            .ContainAll(
                "Arachides",
                "Stylo d’adrénaline, puis le 15",
                "Sans porc, Sans viande",
                "Mère Œuvrard",
                "06.11.22.33.44",
                "grand-mère",
                "photographier",
                "Déclarée exacte par Mère Œuvrard, le 03-01-2019"
            );
        pages
            .Should()
            .OnlyContain(page => page.Contains("né(e) le 25-10-2011") && page.Contains("imprimée le 15-01-2019") && page.Contains($"/ {pages.Count}"));
        ChildRecordPdf.FileName(record).Should().Be("Fiche de Zoé Œuvrard-Lemaître du 15-01-2019.pdf");
    }

    [Fact]
    public void An_empty_record_says_that_it_is_empty()
    {
        var record = Given(Nothing);
        var pages = Read(record with { Contacts = [], Consents = [], Health = record.Health with { SignedBy = null, SignedAt = null } });

        string.Concat(pages)
            .Should()
            .ContainAll("La fiche sanitaire n’est pas remplie", "Personne n’est indiqué", "n’en demande aucune", "Aucun responsable n’a encore déclaré");
        string.Concat(pages).Should().NotContain("Allergie ou asthme");
    }

    [Fact]
    public void Very_long_allergies_go_on_over_the_pages_without_a_word_lost()
    {
        var words = Enumerable.Range(1, 1500).Select(number => $"allergène{number}").ToList();
        var pages = Read(
            Given(new(StringComparer.Ordinal) { [HealthField.FoodAllergies] = string.Join(", ", words), [HealthField.AllergyAction] = new string('é', 2000) })
        );

        pages.Count.Should().BeGreaterThan(5);
        var text = string.Concat(pages);
        text.Should().ContainAll(words);
        text.Count(letter => letter == 'é').Should().BeGreaterThan(2000);
    }

    [Theory]
    [InlineData("محمد العربي", "Arabic")]
    [InlineData("王小明 · ウサギ · 김민준", "Chinese, Japanese, Korean")]
    [InlineData("हिन्दी नाम", "Devanagari, with marks that combine")]
    [InlineData("👩‍👧‍👦🇫🇷 cœur ❤️", "emoji joined by format characters")]
    [InlineData("e\u0301le\u0300ve A\u0301\u0302\u0303\u0304 \u0301seul", "accents apart, stacked and alone")]
    [InlineData("\uD83D seul \uDC69", "halves of surrogate pairs")]
    [InlineData("\u0000\u0007\u001B[31m\u202Eabc\u2066\uFEFF\uFFFE\uFFFF", "control, direction and no characters")]
    [InlineData("Ελένη Ωμέγα Надежда Ёлкина Đặng Thị Ngọc", "Greek, Cyrillic, Vietnamese")]
    public void Characters_of_any_script_print_or_show_that_something_is_there_and_break_nothing(string text, string script)
    {
        var record = Given(
            new(StringComparer.Ordinal)
            {
                [HealthField.FoodAllergies] = string.Join('\n', Enumerable.Repeat(text, 40)),
                [HealthField.AllergyAction] = string.Concat(Enumerable.Repeat(text, 80)),
                [HealthField.DoctorName] = text,
            }
        );
        record = record with { FamilyName = text, Child = record.Child with { Name = text } };

        var pages = Read(record);

        string.Concat(pages).Should().Contain("imprimée le 15-01-2019", "the sheet of {0} is whole", script).And.Contain("Mère Œuvrard");
        pages.Should().OnlyContain(page => page.Contains($"/ {pages.Count}"));
        ChildRecordPdf.FileName(record).Should().EndWith(".pdf");
        if (text.StartsWith('Ε'))
        {
            string.Concat(pages).Should().ContainAll("Ελένη", "Надежда", "Đặng");
        }
        else if (text.StartsWith('م') || text.StartsWith('王'))
        {
            string.Concat(pages).Should().Contain("[?]", "what cannot be printed is not left out in silence");
        }
    }

    private static PrintedRecord Given(Dictionary<string, string> health)
    {
        var child = new RecordGroup(
            RecordSubject.Child(1),
            "Zoé Œuvrard-Lemaître",
            RecordFields.Child,
            Values(("FirstName", "Zoé"), ("LastName", "Œuvrard-Lemaître"), ("BirthDate", "2011-10-25"), ("School", "École de Beine")),
            NoChange
        );
        var guardian = new RecordGroup(
            RecordSubject.Guardian(1),
            "Mère Œuvrard",
            RecordFields.Guardian,
            Values(("FirstName", "Mère"), ("LastName", "Œuvrard"), ("MobilePhone", "06.11.22.33.44")),
            NoChange
        );
        var contact = new RecordGroup(
            RecordSubject.Contact(1),
            "Élise Lemaître",
            RecordFields.Contact,
            Values(("LastName", "Lemaître"), ("Relation", "grand-mère"), ("Phone", "03.86.00.00.00"), ("MayBeCalled", RecordValue.Yes)),
            NoChange
        );
        var consent = new RecordGroup(
            RecordSubject.Consent(1, 1),
            "",
            RecordFields.Consent(Photo),
            Values((Consent.Answer, RecordValue.Yes)),
            NoChange,
            "Mère Œuvrard",
            new DateTime(2019, 1, 3)
        );
        var sheet = new RecordGroup(
            RecordSubject.Health(1),
            "Zoé",
            HealthFields.For([Vaccine.Create(1, "Diphtérie, tétanos, poliomyélite", true)], 2011, health),
            health,
            NoChange,
            "Mère Œuvrard",
            new DateTime(2019, 1, 3)
        );
        return new PrintedRecord(
            new DateTime(2019, 1, 15, 8, 0, 0, DateTimeKind.Utc),
            new DateTime(2019, 1, 15, 9, 0, 0),
            "Centre de Loisirs de Pontigny",
            "03.86.47.86.12",
            "Œuvrard",
            "0119",
            child,
            new DateOnly(2011, 10, 25),
            [guardian],
            [contact],
            [consent],
            sheet,
            0
        );
    }

    private static Dictionary<string, string> Values(params (string Key, string Value)[] values) =>
        values.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    private static List<string> Read(PrintedRecord record)
    {
        using var document = UglyToad.PdfPig.PdfDocument.Open(ChildRecordPdf.Write(record));
        return [.. document.GetPages().Select(page => ContentOrderTextExtractor.GetText(page))];
    }
}
