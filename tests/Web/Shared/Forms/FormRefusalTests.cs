namespace ClsPortal.Web.Tests.Shared;

/// <summary>Whatever a form is refused stands beside the field it is about, which is marked, and what was typed stays.</summary>
public sealed class FormRefusalTests
{
    [Fact]
    public async Task Every_form_of_the_portal_tells_its_refusals_beside_their_fields()
    {
        await using var portal = await DemoPortal.StartAsync();
        var tour = new FormTour(portal, FieldsOfNoForm.Has);
        foreach (var address in (await PageAddress.AllAsync(portal)).Concat(RareForms.In(portal)))
        {
            await tour.VisitAsync(address);
        }

        var missing = Forms().Except(tour.Seen).Select(form => $"{form} was met on no page of the demonstration");
        string.Join('\n', tour.Faults.Concat(missing)).Should().BeEmpty();
    }

    // Forms of pages without a circuit are posted: their tests are in Access.
    private static IEnumerable<string> Forms() =>
        SourceTree.Components(source =>
            source.Contains("@onsubmit", StringComparison.Ordinal)
                ? !source.Contains("@formname", StringComparison.Ordinal)
                : source.Contains("<MudDialog>", StringComparison.Ordinal)
                    && (source.Contains("<input", StringComparison.Ordinal) || source.Contains("<textarea", StringComparison.Ordinal))
        );
}
