using ClsPortal.Application.Attendance;
using ClsPortal.Infrastructure.Attendance;
using ClsPortal.Infrastructure.Shared;
using MiniExcelLibs;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;
using PdfDocument = UglyToad.PdfPig.PdfDocument;

namespace ClsPortal.Infrastructure.Tests.Attendance;

public sealed class DayListFileTests
{
    private static readonly DateOnly Wednesday = new(2019, 1, 23);
    private static readonly DayListLine Lea = new(
        "Léa",
        "=1+1",
        6,
        "École de Chablis",
        "CP",
        ["Camille Voisine 06.00.00.00.01"],
        new DayListStop(1, "Beine – école", new(7, 50)),
        new DayListStop(2, "Maligny – place", new(17, 45))
    );

    private static readonly DayLists Lists = new(
        "Centre de Loisirs",
        new(2019, 1, 22, 18, 0, 0),
        Wednesday,
        Wednesday,
        [],
        [new DayListSession(1, Wednesday, "Chablis mercredi journée", new(8, 30), new(17, 30), true, [Lea])]
    );

    [Theory]
    [InlineData(DayListKind.Roster, "Liste d’appel")]
    [InlineData(DayListKind.Bus, "Listes de bus")]
    public void The_printed_list_names_the_day_the_child_and_whom_to_call(DayListKind kind, string title)
    {
        using var document = PdfDocument.Open(DayListFiles.Pdf(kind, Lists));
        var text = string.Join('\n', document.GetPages().Select(page => ContentOrderTextExtractor.GetText(page)));

        text.Should().Contain(title).And.Contain("mercredi 23 janvier 2019").And.Contain("Léa").And.Contain("06.00.00.00.01").And.Contain("Beine – école");
    }

    [Theory]
    [InlineData(DayListKind.Roster, 1)]
    [InlineData(DayListKind.Bus, 2)]
    public void The_own_child_is_marked_on_paper_and_in_the_table_as_on_the_page(DayListKind kind, int lines)
    {
        var session = Lists.Sessions[0];
        var own = Lists with { Sessions = [session with { Children = [Lea with { IsOwnFamily = true, Confidential = "Ne dites rien" }, Lea] }] };

        using var document = PdfDocument.Open(DayListFiles.Pdf(kind, own));
        var text = string.Join('\n', document.GetPages().Select(page => ContentOrderTextExtractor.GetText(page)));
        using var stream = new MemoryStream(DayListFiles.Table(kind, own));
        var rows = stream.Query(useHeaderRow: true).Cast<IDictionary<string, object>>().ToList();

        text.Split("Votre enfant").Should().HaveCount(lines + 1);
        rows.Select(row => row["Votre enfant"]).Should().BeEquivalentTo([.. Enumerable.Repeat("oui", lines), .. Enumerable.Repeat<string?>(null, lines)]);
    }

    [Fact]
    public void So_is_it_on_the_list_of_allergies()
    {
        HealthListLine child = new("Nom Léa", 6, [new HealthFact("Repas", "Sans porc")], "Ne dites rien", IsOwnFamily: true);
        var list = new HealthList(
            "Centre",
            new(2019, 1, 22, 18, 0, 0),
            Wednesday,
            Wednesday,
            null,
            [new(Wednesday, "Mercredi", 2, [], [], [child, child with { IsOwnFamily = false }], [])]
        );

        using var document = PdfDocument.Open(HealthListFiles.Pdf(list));
        using var stream = new MemoryStream(HealthListFiles.Table(list));

        string.Join('\n', document.GetPages().Select(page => ContentOrderTextExtractor.GetText(page))).Split("Votre enfant").Should().HaveCount(2);
        stream.Query(useHeaderRow: true).Cast<IDictionary<string, object>>().Select(row => row["Votre enfant"]).Should().BeEquivalentTo(["oui", (string?)null]);
    }

    [Fact]
    public void A_name_that_a_spreadsheet_would_compute_stays_a_text()
    {
        using var stream = new MemoryStream(DayListFiles.Table(DayListKind.Roster, Lists));
        var row = (IDictionary<string, object>)stream.Query(useHeaderRow: true).Single();

        row["Nom"].Should().Be("'=1+1");
        row["Prénom"].Should().Be("Léa");
    }

    [Theory]
    [InlineData("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("\tx", "'\tx")]
    [InlineData("+33 6 12 34 56 78", "+33 6 12 34 56 78")]
    [InlineData("-3,50", "-3,50")]
    [InlineData("Jean-Paul", "Jean-Paul")]
    [InlineData("a\u0001b", "ab")]
    public void Formulas_are_marked_as_texts_and_numbers_left_alone(string typed, string written) => SafeText.Text(typed).Should().Be(written);
}
