using ClsPortal.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ClsPortal.EndToEnd.Tests.Access;

/// <summary>A house where staff need a second factor, as every real one does unless it decides otherwise.</summary>
public sealed class StaffFactorTests
{
    private const string Chosen = "bruyere-lanterne-sept-fois";
    private const string Heading = "Encore une étape avant de travailler";

    [Fact]
    public async Task A_new_colleague_comes_from_the_invitation_over_password_and_second_factor_to_work()
    {
        await using var demo = await Demo.StartAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["Portal__Security__StaffSecondFactor"] = "Required" }
        );
        var link = await InviteAsync(demo);
        foreach (var phone in new[] { false, true })
        {
            var parent = await demo.SignInAsync(Pages.ParentAndAgent, phone);
            await AParentFirstAsync(parent);
        }

        var page = await demo.VisitorAsync(phone: true);
        await page.GotoAsync(link);
        await page.FillAsync("#password", Chosen);
        await page.FillAsync("#again", Chosen);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = Heading })).ToBeVisibleAsync();
        await IsSoundAsync(page);
        await TabToAsync(page, "Ajouter une application de codes");
        await page.Keyboard.PressAsync("Enter");
        await Demo.AddCodesAsync(page, Chosen);

        await page.WaitForURLAsync("**/gestion");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Tableau de bord" })).ToBeVisibleAsync();
        await page.OpenAsync("/gestion/demandes");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Demandes à traiter" })).ToBeVisibleAsync();
    }

    private static async Task<string> InviteAsync(Demo demo)
    {
        var page = await demo.SignInAsync(Pages.Administrator);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = Heading })).ToBeVisibleAsync();
        await IsSoundAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Ajouter une application de codes" }).ClickAsync();
        await Demo.AddCodesAsync(page, Demo.Password);
        await page.WaitForURLAsync("**/gestion");
        await page.OpenAsync("/gestion/utilisateurs/inviter");
        await page.FillAsync("#name", "Alex Agent");
        await page.FillAsync("#email", "alex@centre.example");
        await page.Locator("fieldset.roles input").First.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Inviter" }).ClickAsync();
        return await page.Locator("#hand-over").InputValueAsync();
    }

    // The way between the two spaces is taken on an open page, without a visit to the server.
    private static async Task AParentFirstAsync(IPage page)
    {
        await page.OpenAsync("/demandes");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Vos demandes" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Espace centre" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = Heading })).ToBeVisibleAsync();
        await IsSoundAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "ouvrir l’espace famille" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Espace centre" })).ToBeVisibleAsync();
    }

    private static async Task IsSoundAsync(IPage page)
    {
        (await Accessibility.FaultsAsync(page)).Should().BeEmpty();
        (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth")).Should().BeFalse();
    }

    private static async Task TabToAsync(IPage page, string name)
    {
        for (var step = 0; await page.EvaluateAsync<string>("() => document.activeElement.textContent.trim()") != name; step++)
        {
            step.Should().BeLessThan(30, "the keyboard reaches it");
            await page.Keyboard.PressAsync("Tab");
        }
    }
}
