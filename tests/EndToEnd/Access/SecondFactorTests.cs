using ClsPortal.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ClsPortal.EndToEnd.Tests.Access;

public sealed class SecondFactorTests
{
    private const string Password = "Demonstration-Chablis";

    [Fact]
    public async Task An_agent_adds_an_application_of_codes_without_JavaScript_and_signs_in_with_it()
    {
        await using var demo = await Demo.StartAsync();
        var browser = (await demo.VisitorAsync()).Context.Browser!;
        var page = await (await browser.NewContextAsync(new() { BaseURL = demo.Portal.Address.ToString(), JavaScriptEnabled = false })).NewPageAsync();
        await SignInAsync(page, Pages.Agent);
        await page.GotoAsync("/mon-compte/securite");
        await Expect(page.GetByText("Pour lire les fiches sanitaires")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Ajouter une application de codes" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "Carré à scanner avec l’application de codes" })).ToBeVisibleAsync();
        var secret = (await page.InnerTextAsync("#secret")).Replace(" ", "", StringComparison.Ordinal);
        await page.FillAsync("#code", Totp.Now(secret));
        await page.FillAsync("#current", Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter l’application" }).ClickAsync();
        var recovery = await page.Locator(".codes code").AllInnerTextsAsync();
        recovery.Should().HaveCount(10);
        await page.GetByRole(AriaRole.Link, new() { Name = "Je les ai notés" }).ClickAsync();
        await Expect(page.GetByText("Pour lire les fiches sanitaires")).ToHaveCountAsync(0);

        await page.GotoAsync("/deconnexion");
        await page.ClickAsync("main button[type=submit]");
        await SignInAsync(page, Pages.Agent);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Code de connexion" })).ToBeVisibleAsync();
        await page.FillAsync("#code", "123456");
        await page.ClickAsync("main button[type=submit]");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("n’est pas le bon");
        await page.FillAsync("#code", recovery[0]);
        await page.ClickAsync("main button[type=submit]");
        await page.WaitForURLAsync("**/gestion");
    }

    [Fact]
    public async Task A_passkey_is_added_signs_in_as_a_strong_sign_in_and_is_taken_away()
    {
        await using var demo = await Demo.StartAsync(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Portal__PublicUrl"] = "http://localhost" });
        var browser = (await demo.VisitorAsync()).Context.Browser!;
        // Passkeys are bound to a name, never to a number.
        var page = await (
            await browser.NewContextAsync(new() { BaseURL = new UriBuilder(demo.Portal.Address) { Host = "localhost" }.Uri.ToString() })
        ).NewPageAsync();
        page.SetDefaultTimeout(60_000);
        var devices = await page.Context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["options"] = new
                {
                    protocol = "ctap2",
                    transport = "internal",
                    hasResidentKey = true,
                    hasUserVerification = true,
                    isUserVerified = true,
                    automaticPresenceSimulation = true,
                },
            }
        );
        await SignInAsync(page, Pages.Director);
        await page.WaitForURLAsync("**/gestion");

        await page.GotoAsync("/mon-compte/securite/cle");
        await page.FillAsync("#name", "Téléphone");
        await page.FillAsync("#current", "faux");
        await page.GetByRole(AriaRole.Button, new() { Name = "Créer la clé sur cet appareil" }).ClickAsync();
        await Expect(page.GetByText("Ce n’est pas votre mot de passe actuel")).ToBeVisibleAsync();
        await page.FillAsync("#current", Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Créer la clé sur cet appareil" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("La clé d’accès est ajoutée");

        await SignOutAsync(page);
        await page.GotoAsync("/connexion");
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter avec une clé d’accès" }).ClickAsync();
        await page.WaitForURLAsync("**/gestion");
        await page.GotoAsync("/mon-compte/securite");
        await Expect(page.GetByText("Pour lire les fiches sanitaires")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Link, new() { Name = "Téléphone" }).ClickAsync();
        await page.FillAsync("#name", "Ancien téléphone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Renommer" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Ancien téléphone" }).ClickAsync();
        await page.FillAsync("#current", Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Retirer cette clé d’accès" }).ClickAsync();
        await Expect(page.GetByText("La clé d’accès est retirée du portail")).ToBeVisibleAsync();

        await SignOutAsync(page);
        await page.GotoAsync("/connexion");
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter avec une clé d’accès" }).ClickAsync();
        await Expect(page.GetByText("n’est pas, ou plus, reconnue")).ToBeVisibleAsync();
    }

    private static async Task SignInAsync(IPage page, string email)
    {
        await page.GotoAsync("/connexion");
        await page.FillAsync("#email", email);
        await page.FillAsync("#password", Password);
        await page.ClickAsync("main button[type=submit]");
    }

    private static async Task SignOutAsync(IPage page)
    {
        await page.GotoAsync("/deconnexion");
        await page.ClickAsync("main button[type=submit]");
        await Expect(page.GetByText("Vous êtes déconnecté")).ToBeVisibleAsync();
    }
}
