using ClsPortal.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ClsPortal.EndToEnd.Tests.Activities;

public sealed class ClosureTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_director_sees_who_is_touched_closes_the_day_and_opens_it_again(bool phone)
    {
        await using var demo = await Demo.StartAsync();
        var page = await demo.SignInAsync(Pages.Director, phone);
        await page.OpenAsync("/gestion/fermetures");

        await page.FillAsync("#f-from", "2019-01-23");
        await page.FillAsync("#f-to", "2019-01-23");
        await page.ClickAsync("text=Voir qui est touché");
        await Expect(page.GetByText("séances seront fermées")).ToBeVisibleAsync();
        await page.ClickAsync("text=Fermer et prévenir les familles");
        await Expect(page.GetByText("Indiquez le motif")).ToBeVisibleAsync();
        await page.FillAsync("#f-reason", "Grève");
        await page.ClickAsync("text=Fermer et prévenir les familles");
        await Expect(page.GetByText("C’est fermé")).ToBeVisibleAsync();

        var mother = await demo.SignInAsync(Pages.Mother, phone);
        await mother.OpenAsync("/inscriptions/1/5?mois=2019-01");
        await mother.Locator("[data-date='2019-01-23']").ClickAsync(new() { Force = true });
        await Expect(mother.GetByText("Fermé par le Centre de Loisirs : Grève").First).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Rouvrir la fermeture du 23-01-2019" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Rouvrir", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Rouverte", new() { Exact = true })).ToBeVisibleAsync();
    }
}
