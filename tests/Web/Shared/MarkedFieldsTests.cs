using Bunit;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Shared.Ui;

namespace ClsPortal.Web.Tests.Shared;

public sealed class MarkedFieldsTests : BunitContext
{
    [Theory]
    [InlineData("Edits", false)]
    [InlineData(null, false)]
    [InlineData("Name", true)]
    public void What_no_field_shows_is_said_once(string? field, bool isMarked)
    {
        IReadOnlyList<Refusal> refusals = [new Refusal("NothingChanged", "Vous n’avez rien modifié.", field)];

        var said =
            Render<Refusals>(parameters => parameters.Add(shown => shown.Items, refusals).Add(shown => shown.Beside, ["Name"])).FindAll(".notice").Count
            + Render<MarkedFields>(parameters => parameters.Add(shown => shown.Items, refusals).Add(shown => shown.Fields, ["Name"])).FindAll(".notice").Count;

        said.Should().Be(1);
        Render<MarkedFields>(parameters => parameters.Add(shown => shown.Items, refusals).Add(shown => shown.Fields, ["Name"]))
            .FindAll(".notice")
            .Count.Should()
            .Be(isMarked ? 1 : 0);
    }
}
