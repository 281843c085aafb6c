using ClsPortal.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ClsPortal.EndToEnd.Tests.Shared;

/// <summary>Whoever uses the keyboard alone sees where it is, and gets past the menu, on live, static and plain pages alike.</summary>
public sealed class FocusTests
{
    private const string Unseen = """
        () => {
          const at = document.activeElement, look = getComputedStyle(at);
          return at === document.body || at.matches("input[type=date], [type=checkbox]") || (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2)
            ? "" : at.outerHTML.slice(0, 120);
        }
        """;

    [Theory]
    [InlineData("/inscriptions/1/1?mois=2019-02", 30)]
    [InlineData("/mon-compte/factures", 20)]
    [InlineData("/mon-compte/securite", 8)]
    public async Task Each_stop_of_the_tab_key_is_seen(string address, int stops)
    {
        await using var demo = await Demo.SharedAsync();
        var page = await demo.SignInAsync(Pages.Mother);
        await page.OpenAsync(address);
        var unseen = new List<string>();
        for (var stop = 0; stop < stops; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            unseen.Add(await page.EvaluateAsync<string>(Unseen));
        }

        unseen.Where(stop => stop.Length > 0).Should().BeEmpty();
    }

    [Theory]
    [InlineData("/inscriptions/1/1?mois=2019-02")]
    [InlineData("/mon-compte/factures")]
    [InlineData("/mon-compte/securite")]
    public async Task The_first_stop_leads_past_the_menu_and_leaves_no_page(string address)
    {
        await using var demo = await Demo.SharedAsync();
        var page = await demo.SignInAsync(Pages.Mother);
        await page.OpenAsync(address);
        if (!address.Contains("securite"))
        {
            // Where a page took the focus to its heading, the keyboard comes from the address bar all the same.
            await page.EvaluateAsync("() => document.activeElement.blur()");
        }

        var skip = page.GetByRole(AriaRole.Link, new() { Name = "Aller au contenu" });
        await skip.FocusAsync();
        await Expect(skip).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("#contenu")).ToBeFocusedAsync();
        new Uri(page.Url).PathAndQuery.Should().Be(address);
        await page.Keyboard.PressAsync("Tab");
        (await page.EvaluateAsync<bool>("() => !!document.activeElement.closest('main')")).Should().BeTrue();
    }
}
