using ClsPortal.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ClsPortal.EndToEnd.Tests.Enrolment;

/// <summary>Historique: what was treated, filtered by child, activity and days.</summary>
public sealed class HistoryTests
{
    private const string History = "/mon-compte/historique";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Treated_requests_are_filtered_by_child_activity_and_days(bool phone)
    {
        await using var demo = await Demo.SharedAsync();
        var mother = await demo.SignInAsync(Pages.Mother, phone);
        await mother.OpenAsync(History);
        var rows = mother.Locator("table.list tbody tr");
        var all = await rows.CountAsync();

        await mother.SelectOptionAsync("#f-activity", new SelectOptionValue { Label = "Péri Beine matin" });
        await FilterAsync(mother);
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(rows.First).ToContainTextAsync("Encadrement insuffisant ce jour-là");

        await mother.SelectOptionAsync("#f-activity", new SelectOptionValue { Label = "Toutes" });
        await mother.FillAsync("#f-from", "2019-01-16");
        await mother.FillAsync("#f-to", "2019-01-23");
        await FilterAsync(mother);
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(rows.Nth(0)).ToContainTextAsync("23-01-2019");
        await Expect(rows.Nth(1)).ToContainTextAsync("16-01-2019");

        await mother.SelectOptionAsync("#f-child", new SelectOptionValue { Label = "Enfant 2" });
        await FilterAsync(mother);
        await Expect(mother.GetByText("Aucune inscription ne répond à ces critères.")).ToBeVisibleAsync();
        await mother.GetByRole(AriaRole.Link, new() { Name = "Tout afficher" }).ClickAsync();
        await Expect(rows).ToHaveCountAsync(all);
        all.Should().BeGreaterThan(3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dates_that_cannot_be_are_told_beside_their_field(bool phone)
    {
        await using var demo = await Demo.SharedAsync();
        var mother = await demo.SignInAsync(Pages.Mother, phone);

        await mother.OpenAsync($"{History}?du=2019-02-31");
        await Expect(mother.Locator("#f-from-error")).ToHaveTextAsync("« 2019-02-31 » n’est pas une date du calendrier : choisissez-en une autre.");
        await mother.OpenAsync(History);
        await mother.FillAsync("#f-from", "2019-01-23");
        await mother.FillAsync("#f-to", "2019-01-16");
        await FilterAsync(mother);
        await Expect(mother.Locator("#f-to-error")).ToHaveTextAsync("La date « au » doit être le même jour que la date « du » ou après elle.");
        await Expect(mother.Locator("#f-from")).ToHaveValueAsync("2019-01-23");
        await Expect(mother.Locator("table.list tbody tr").First).ToBeVisibleAsync();
        (await Accessibility.FaultsAsync(mother)).Should().BeEmpty();
    }

    private static async Task FilterAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Filtrer" }).ClickAsync();
        await page.WaitForFunctionAsync(Pages.IsReady);
    }
}
