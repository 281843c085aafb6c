using Bunit;
using ClsPortal.Application.Families;
using ClsPortal.Web.Families.Staff.Import;

namespace ClsPortal.Web.Tests.Families;

public sealed class ImportLayoutTests : BunitContext
{
    private static readonly ImportFile File = new(["Numéro", "Nom"], [new ImportLine(4, ["0301", "Modèle"])])
    {
        HeadingLine = 3,
        Top = [new ImportLine(1, ["Liste des familles"]), new ImportLine(3, ["Numéro", "Nom"]), new ImportLine(4, ["0301", "Modèle"])],
        Sheets = ["Familles", "Notes"],
        Sheet = "Familles",
        Notes = ["Une ligne masquée du classeur n’est pas reprise."],
    };

    [Fact]
    public void The_sheet_and_the_line_of_headings_are_shown_and_can_be_changed()
    {
        (string? Sheet, int? HeadingLine) asked = default;
        var shown = Render<ImportLayout>(parameters => parameters.Add(layout => layout.File, File).Add(layout => layout.OnChanged, layout => asked = layout));

        shown
            .FindAll("#heading-line option")
            .Select(option => option.TextContent)
            .Should()
            .Equal("1 : Liste des familles", "3 : Numéro · Nom", "4 : 0301 · Modèle");
        shown.Markup.Should().Contain("Une ligne masquée");
        shown.Find("#heading-line").Change("1");
        asked.Should().Be(("Familles", 1));
        shown.Find("#sheet").Change("Notes");
        asked.Should().Be(("Notes", null));
    }

    [Fact]
    public void The_first_lines_are_shown_as_they_are_understood()
    {
        var shown = Render<ImportUnderstood>(parameters =>
            parameters.Add(
                table => table.Lines,
                [
                    new ImportSample(
                        2,
                        new Dictionary<string, string?>
                        {
                            ["F.Number"] = "0301",
                            ["E.BirthDate"] = "25 octobre 2016",
                            ["G1.Email"] = null,
                            ["G1.Town"] = "—",
                        }
                    ),
                ]
            )
        );

        shown.FindAll("th").Select(head => head.TextContent).Should().Equal("Ligne", "Famille", "Responsable 1", "Enfant");
        shown
            .FindAll("td")
            .Select(cell => string.Join(' ', cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            .Should()
            .Equal("2", "Numéro de famille : 0301", "E-mail : à corriger", "Date de naissance : 25 octobre 2016");
    }
}
