using ClsPortal.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ClsPortal.EndToEnd.Tests.Access;

/// <summary>Two tabs of one browser.</summary>
public sealed class SignedOutTabTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_signs_out_in_one_tab_is_out_in_the_other_which_says_so(bool phone)
    {
        await using var demo = await Demo.StartAsync();
        var page = await demo.SignInAsync(Pages.Mother, phone);
        var tab = await page.Context.NewPageAsync();
        await tab.OpenAsync("/inscriptions/1/1?mois=2019-02");
        await page.GotoAsync("/deconnexion");

        await page.ClickAsync("main button[type=submit]");

        // Well before the minute in which circuits ask by themselves.
        await tab.WaitForURLAsync(url => url.Contains("/connexion"), new() { Timeout = 50_000 });
        await Expect(tab.GetByText("Votre connexion a pris fin")).ToBeVisibleAsync();
        await Expect(tab.Locator("main")).ToContainTextAsync("n’est pas parti");
        (await tab.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).Should().Be(0);
        await tab.FillAsync("#email", Pages.Mother);
        await tab.FillAsync("#password", Demo.Password);
        await tab.ClickAsync("main button[type=submit]");
        await Expect(tab.Locator("[data-date='2019-02-11']")).ToBeVisibleAsync();
        await Expect(tab.Locator("[data-date='2019-02-11']")).Not.ToContainTextAsync("demandé");
    }
}
