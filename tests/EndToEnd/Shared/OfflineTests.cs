using ClsPortal.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ClsPortal.EndToEnd.Tests.Shared;

/// <summary>Without a network a page of the portal says so.</summary>
public sealed class OfflineTests
{
    [Fact]
    public async Task A_page_that_cannot_be_reached_says_so_and_comes_when_there_is_a_network_again()
    {
        await using var demo = await Demo.SharedAsync();
        var page = await demo.SignInAsync(Pages.Mother, phone: true);
        await page.GotoAsync("/");
        await page.EvaluateAsync("() => navigator.serviceWorker.ready");

        await page.Context.SetOfflineAsync(true);
        await page.GotoAsync("/documents");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Pas de connexion" })).ToBeVisibleAsync();
        (await Accessibility.FaultsAsync(page)).Should().BeEmpty();
        (
            await page.EvaluateAsync<string[]>(
                "async () => (await Promise.all((await caches.keys()).map(async name => "
                    + "(await (await caches.open(name)).keys()).map(one => new URL(one.url).pathname)))).flat()"
            )
        )
            .Should()
            .Equal(["/hors-ligne.html"], "nothing that is somebody's is kept");
        await page.Context.SetOfflineAsync(false);
        await page.GetByRole(AriaRole.Link, new() { Name = "Réessayer" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Documents" })).ToBeVisibleAsync();
        new Uri(page.Url).AbsolutePath.Should().Be("/documents");
    }
}
