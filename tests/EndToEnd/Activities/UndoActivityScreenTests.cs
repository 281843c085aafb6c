using ClsPortal.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ClsPortal.EndToEnd.Tests.Activities;

public sealed class UndoActivityScreenTests
{
    [Fact]
    public async Task A_director_saves_a_slip_sees_what_taking_it_back_does_and_takes_it_back()
    {
        await using var demo = await Demo.StartAsync();
        var page = await demo.SignInAsync(Pages.Director);
        await page.OpenAsync("/gestion/activites/5");
        await page.GetByLabel("Âge maximal").FillAsync("6");
        await page.GetByLabel("Âge maximal").PressAsync("Tab");
        await Expect(page.GetByText("ne conviennent plus").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/toutes?modifiee=5");

        await page.GetByRole(AriaRole.Link, new() { Name = "Annuler cette modification…" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "3 – 6 ans" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "3 – 11 ans" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Annuler cette modification" }).ClickAsync();
        await page.WaitForURLAsync("**/gestion/activites/5");
        await Expect(page.GetByLabel("Âge maximal")).ToHaveValueAsync("11");
    }
}
