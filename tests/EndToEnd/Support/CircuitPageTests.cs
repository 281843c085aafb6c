namespace ClsPortal.EndToEnd.Tests.Support;

public sealed class CircuitPageTests
{
    [Fact]
    public async Task A_visitor_without_a_browser_signs_in_opens_a_circuit_and_asks_for_a_day_by_a_click()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var portal = await PortalProcess.StartAsync(Demo.Settings, cancellation);
        using var visitor = new PortalVisitor(portal.Address);
        await visitor.SignInAsync(Pages.Mother, Demo.Password, cancellation);

        await using (var page = await visitor.OpenAsync("/inscriptions/1/1?mois=2019-02", cancellation))
        {
            await page.ClickDayAsync(new(2019, 2, 11), "Demande envoyée pour le lundi 11-02-2019", cancellation);
        }

        (await visitor.ReadAsync("/demandes", cancellation)).Should().Contain("11-02-2019");
    }
}
