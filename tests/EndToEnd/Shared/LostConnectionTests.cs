using ClsPortal.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ClsPortal.EndToEnd.Tests.Shared;

public sealed class LostConnectionTests
{
    [Theory]
    [InlineData(390)]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task The_bar_of_a_lost_connection_hides_nothing_and_what_is_typed_meanwhile_counts(int width)
    {
        await using var demo = await Demo.SharedAsync();
        var page = await demo.SignInAsync(Pages.Mother, phone: width < 500);
        await page.SetViewportSizeAsync(width, 844);
        var line = await Line.OfAsync(page);
        await page.OpenAsync("/inscriptions/1/1?mois=2019-02");
        await page.FillAsync("#note", "Nous arrivons à huit heures.");

        await line.CutAsync();

        var bar = page.Locator("#components-reconnect-modal");
        await Expect(bar).ToBeVisibleAsync();
        await Expect(bar).ToContainTextAsync("Connexion perdue");
        (await bar.FaultsAsync("#components-reconnect-modal")).Should().BeEmpty();
        var at = await bar.BoundingBoxAsync();
        at!.X.Should().BeApproximately(width - at.X - at.Width, 16, "it stands in the middle, in no corner");
        (at.Y + at.Height).Should().BeInRange(800, 844, "it stands at the foot of the screen");
        foreach (var field in new[] { "#note", "#from" })
        {
            await page.Locator(field).EvaluateAsync("field => field.scrollIntoView({ block: 'center' })");
            (await page.Locator(field).IsUncoveredAsync()).Should().BeTrue($"{field} is read and typed in while the connection is lost");
        }

        await page.FillAsync("#from", "2019-02-05");
        await page.FillAsync("#to", "2019-02-12");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "mardi" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Voir les dates" }).ClickAsync(new() { Force = true });
        line.Mend();
        await Expect(bar).ToBeHiddenAsync();
        await Expect(page.Locator("#note")).ToHaveValueAsync("Nous arrivons à huit heures.");
        await Expect(page.GetByText("dates sur")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Voir les dates" }).ClickAsync();
        await Expect(page.GetByText("Valider 2 demandes")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Whoever_waits_gets_buttons_and_a_reload_waits_for_a_portal_that_answers()
    {
        await using var demo = await Demo.StartAsync();
        var page = await demo.SignInAsync(Pages.Mother, phone: true);
        var line = await Line.OfAsync(page);
        await page.OpenAsync("/inscriptions/1/1?mois=2019-02");
        await page.RouteAsync("**/health/live", route => route.AbortAsync());
        await line.CutAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Recharger" }).ClickAsync();
        await Expect(page.GetByText("Le portail ne répond pas encore")).ToBeVisibleAsync();
        line.Mend();
        await page.GetByRole(AriaRole.Button, new() { Name = "Réessayer" }).ClickAsync();
        await Expect(page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
        await page.Locator("[data-date='2019-02-11']").ClickAsync();
        await Expect(page.GetByText("Demande envoyée pour le lundi 11-02-2019")).ToBeVisibleAsync();
    }

    /// <summary>The page's connection, which can be cut while the portal goes on.</summary>
    private sealed class Line
    {
        private readonly List<IWebSocketRoute> _open = [];
        private volatile bool _isCut;

        public static async Task<Line> OfAsync(IPage page)
        {
            var line = new Line();
            await page.RouteWebSocketAsync(
                new System.Text.RegularExpressions.Regex("_blazor"),
                socket =>
                {
                    if (line._isCut)
                    {
                        _ = socket.CloseAsync();
                        return;
                    }

                    socket.ConnectToServer();
                    line._open.Add(socket);
                }
            );
            return line;
        }

        public async Task CutAsync()
        {
            _isCut = true;
            foreach (var socket in _open)
            {
                await socket.CloseAsync();
            }

            _open.Clear();
        }

        public void Mend() => _isCut = false;
    }
}
