using ClsPortal.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ClsPortal.EndToEnd.Tests.Shared;

/// <summary>Phones, and letters at twice their size: words stay whole, nothing lies over a message, nothing that a day holds is left out.</summary>
public sealed class NarrowScreenTests
{
    [Theory]
    [InlineData(390)]
    [InlineData(320)]
    public async Task The_way_back_of_a_withdrawal_stands_in_its_message_in_whole_words(int width)
    {
        await using var demo = await Demo.StartAsync();
        var page = await demo.SignInAsync(Pages.Mother, phone: true);
        await page.SetViewportSizeAsync(width, 844);
        await page.OpenAsync("/inscriptions/1/1?mois=2019-02");
        var day = page.Locator("[data-date='2019-02-11']");
        await day.ClickAsync();
        await Expect(page.GetByText("Demande envoyée pour le lundi 11-02-2019")).ToBeVisibleAsync();

        await day.ClickAsync();

        await Expect(page.GetByText("Demande retirée pour le lundi 11-02-2019")).ToBeVisibleAsync();
        var back = page.GetByRole(AriaRole.Button, new() { Name = "La redemander" });
        await Expect(back).ToBeVisibleAsync();
        (await page.Locator(".day-detail .notice").IsUncoveredAsync()).Should().BeTrue("the message and the way back are read together");
        (await page.Locator(".day-detail").FaultsAsync(".notice")).Should().BeEmpty();
        await back.ClickAsync();
        await Expect(page.GetByText("Demande envoyée pour le lundi 11-02-2019")).ToBeVisibleAsync();
        await Expect(back).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(390)]
    [InlineData(320)]
    public async Task A_snackbar_on_a_phone_keeps_its_words_whole_and_leaves_the_thumb_its_buttons(int width)
    {
        await using var demo = await Demo.StartAsync();
        var page = await demo.SignInAsync(Pages.Director, phone: true);
        await page.SetViewportSizeAsync(width, 844);
        await page.OpenAsync("/gestion/parametres/rappels");

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^(Activer|Désactiver)") }).First.ClickAsync();

        var snackbar = page.Locator(".mud-snackbar");
        await Expect(snackbar).ToBeVisibleAsync();
        (await snackbar.FaultsAsync(".mud-snackbar")).Should().BeEmpty();
        await Expect(snackbar.GetByRole(AriaRole.Button, new() { Name = "Fermer" })).ToBeVisibleAsync();
        var at = await snackbar.BoundingBoxAsync();
        at!.Y.Should().BeLessThan(100, "bars of buttons and messages stick below");
        at.Width.Should().BeGreaterThan(width - 32);
    }

    [Theory]
    [InlineData(320, 16)]
    [InlineData(360, 16)]
    [InlineData(390, 16)]
    [InlineData(768, 16)]
    [InlineData(1000, 16)]
    [InlineData(1280, 16)]
    [InlineData(390, 32)]
    [InlineData(768, 32)]
    [InlineData(1280, 32)]
    public async Task The_month_shows_every_word_whole_and_what_else_the_child_does(int width, int letters)
    {
        await using var demo = await Demo.SharedAsync();
        var page = await demo.SignInAsync(Pages.Mother, phone: width < 500);
        await page.SetViewportSizeAsync(width, 900);
        await page.OpenAsync("/inscriptions/1/1?mois=2019-01");
        await page.EvaluateAsync("size => document.documentElement.style.fontSize = size + 'px'", letters);

        (await page.Locator(".calendar").FaultsAsync(".day, th")).Should().BeEmpty();
        (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth")).Should().BeFalse("the page must not scroll sideways");
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("mercredi 9 janvier.*Chablis mercredi journée") })).ToBeVisibleAsync();
        (
            await page.Locator(".month")
                .GetByText("Chablis mercredi journée")
                .EvaluateAllAsync<bool>("all => all.some(one => one.getBoundingClientRect().width > 1)")
        )
            .Should()
            .BeTrue("what the child does elsewhere is seen, not only heard");
    }

    [Theory]
    [InlineData(768)]
    [InlineData(1024)]
    public async Task Wide_tables_fit_a_tablet_with_what_can_be_done(int width)
    {
        await using var demo = await Demo.SharedAsync();
        var director = await demo.SignInAsync(Pages.Director);
        var mother = await demo.SignInAsync(Pages.Mother);
        foreach (
            var (page, address) in new[]
            {
                (director, "/gestion/demandes"),
                (director, "/gestion/demandes/traitees"),
                (director, "/gestion/familles/1"),
                (director, "/gestion/statistiques"),
                (mother, "/mon-compte/historique"),
            }
        )
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.OpenAsync(address);
            (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth")).Should().BeLessThanOrEqualTo(0, address);
        }

        await director.OpenAsync("/gestion/demandes");
        await Expect(director.GetByRole(AriaRole.Checkbox, new() { Name = "Tout sélectionner sur cette page" })).ToBeVisibleAsync();
        await Expect(director.GetByRole(AriaRole.Button, new() { NameRegex = new("^Accepter") }).First).ToBeInViewportAsync();
    }
}
