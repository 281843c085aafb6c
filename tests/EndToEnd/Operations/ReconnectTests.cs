using ClsPortal.EndToEnd.Tests.Support;
using ClsPortal.Infrastructure.Shared;
using static Microsoft.Playwright.Assertions;

namespace ClsPortal.EndToEnd.Tests.Operations;

[Collection("operations")]
public sealed class ReconnectTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_connection_is_told_in_French_and_the_page_comes_back_by_itself_with_the_portal(bool phone)
    {
        await using var database = await OwnDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var settings = new Dictionary<string, string?>(Demo.Settings, StringComparer.Ordinal)
        {
            ["ConnectionStrings__Portal"] = database.Settings.ConnectionString,
        };
        var portal = await PortalProcess.StartAsync(settings, Cancellation);
        try
        {
            await using var chromium = await Chromium.LaunchAsync();
            var address = portal.Address.ToString();
            var context = phone ? await chromium.PhoneAsync(address) : await chromium.DesktopAsync(address);
            context.SetDefaultTimeout(60_000);
            var page = await context.NewPageAsync();
            await page.GotoAsync("/connexion");
            await page.FillAsync("#email", Pages.Mother);
            await page.FillAsync("#password", Demo.Password);
            await page.ClickAsync("main button[type=submit]");
            await page.WaitForURLAsync(url => !url.Contains("connexion"));
            await page.OpenAsync("/inscriptions/1/1?mois=2019-02");

            var old = portal;
            old.Kill();
            await Expect(page.GetByText("Connexion perdue : nous essayons de la rétablir…")).ToBeVisibleAsync(new() { Timeout = 60_000 });
            (
                await page.Locator("[data-date='2019-02-11']")
                    .EvaluateAsync<bool>(
                        "day => { const b = day.getBoundingClientRect(); return day.contains(document.elementFromPoint(b.x + b.width / 2, b.y + b.height "
                            + "/ 2)); }"
                    )
            )
                .Should()
                .BeFalse("a click that nobody would hear must not be possible");
            portal = await PortalProcess.StartAtAsync(old.Address, settings, Cancellation);
            await old.DisposeAsync();

            await Expect(page.Locator("#components-reconnect-modal")).Not.ToBeVisibleAsync(new() { Timeout = 60_000 });
            await page.WaitForFunctionAsync(Pages.IsReady);
            await page.Locator("[data-date='2019-02-11']").ClickAsync();
            await Expect(page.GetByText("Demande envoyée pour le lundi 11-02-2019")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        }
        finally
        {
            await portal.DisposeAsync();
        }
    }
}
