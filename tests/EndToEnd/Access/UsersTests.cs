using ClsPortal.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ClsPortal.EndToEnd.Tests.Access;

/// <summary>Staff are invited, closed, opened again, and the journal tells it.</summary>
public sealed class UsersTests
{
    private const string Password = "lanterne tortue brouillard sept";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Somebody_is_invited_comes_in_is_disabled_and_the_journal_finds_all_of_it(bool phone)
    {
        await using var demo = await Demo.StartAsync();
        var admin = await demo.SignInAsync(Pages.Administrator, phone);
        await admin.OpenAsync("/gestion/utilisateurs/inviter");
        await admin.GetByRole(AriaRole.Button, new() { Name = "Inviter" }).ClickAsync();
        await Expect(admin.Locator("#email-error")).ToBeVisibleAsync();
        await admin.FillAsync("#name", "Nadia Nouvelle");
        await admin.FillAsync("#email", "nadia@centre.example");
        await admin.GetByRole(AriaRole.Checkbox, new() { Name = "Agent traite" }).CheckAsync();
        await admin.GetByRole(AriaRole.Button, new() { Name = "Inviter" }).ClickAsync();
        var link = await admin.Locator("#hand-over").InputValueAsync();

        var nadia = await demo.VisitorAsync(phone);
        await nadia.GotoAsync(new Uri(link).PathAndQuery);
        await nadia.FillAsync("#password", Password);
        await nadia.FillAsync("#again", Password);
        await nadia.ClickAsync("main button[type=submit]");
        await nadia.WaitForURLAsync("**/gestion");

        await admin.OpenAsync("/gestion/utilisateurs?q=nadia");
        await admin.GetByRole(AriaRole.Link, new() { Name = "Nadia Nouvelle" }).ClickAsync();
        await admin.GetByRole(AriaRole.Button, new() { Name = "Désactiver la connexion" }).ClickAsync();
        await admin.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Désactiver" }).ClickAsync();
        await Expect(admin.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("désactivée");
        var again = await demo.VisitorAsync(phone);
        await SignInAsync(again);
        await Expect(again.GetByRole(AriaRole.Alert)).ToContainTextAsync("n’est pas le bon");

        await admin.OpenAsync("/gestion/journal");
        await admin.FillAsync("#qui", "andrea");
        await admin.SelectOptionAsync("#acte", "user");
        await admin.GetByRole(AriaRole.Button, new() { Name = "Rechercher" }).ClickAsync();
        await Expect(admin.Locator("tbody tr", new() { HasText = "a désactivé une connexion" })).ToBeVisibleAsync();
        await Expect(admin.Locator("tbody tr", new() { HasText = "a invité une personne" })).ToContainTextAsync("Nadia Nouvelle");
        await admin.OpenAsync("/gestion/journal?qui=personne-de-ce-nom");
        await Expect(admin.GetByText("Rien ne répond à cette recherche.")).ToBeVisibleAsync();
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/connexion");
        await page.FillAsync("#email", "nadia@centre.example");
        await page.FillAsync("#password", Password);
        await page.ClickAsync("main button[type=submit]");
    }
}
