using ClsPortal.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ClsPortal.EndToEnd.Tests.Access;

public sealed class AccountTests
{
    [Fact]
    public async Task Sign_in_and_out_work_without_JavaScript()
    {
        await using var demo = await Demo.SharedAsync();
        var context = await (await demo.VisitorAsync()).Context.Browser!.NewContextAsync(
            new() { BaseURL = demo.Portal.Address.ToString(), JavaScriptEnabled = false }
        );
        var page = await context.NewPageAsync();

        await page.GotoAsync("/demandes");
        page.Url.Should().Contain("/connexion");
        await page.FillAsync("#email", Pages.Mother);
        await page.FillAsync("#password", "Demonstration-Chablis");
        await page.ClickAsync("main button[type=submit]");
        await Expect(page.GetByText("Vous êtes connecté en tant que Famille test")).ToBeVisibleAsync();
        page.Url.Should().EndWith("/demandes");

        await page.GotoAsync("/deconnexion");
        await page.ClickAsync("main button[type=submit]");
        await Expect(page.GetByText("Vous êtes déconnecté")).ToBeVisibleAsync();
        await page.GotoAsync("/demandes");
        page.Url.Should().Contain("/connexion");
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_answer_and_five_lock_the_login()
    {
        await using var demo = await Demo.StartAsync();
        var page = await demo.VisitorAsync();

        var unknown = await TryAsync(page, "personne@example.fr");
        var wrong = await TryAsync(page, Pages.Father);
        for (var attempt = 0; attempt < 4; attempt++)
        {
            await TryAsync(page, Pages.Father);
        }

        var locked = await TryAsync(page, Pages.Father, "Demonstration-Chablis");

        wrong.Should().Be(unknown).And.Contain("n’est pas le bon");
        locked.Should().Contain("bloquée");
        (await page.InputValueAsync("#email")).Should().Be(Pages.Father, "nothing typed is lost");
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_once_by_the_link_of_the_mail()
    {
        await using var smtp = SmtpListener.Start();
        await using var demo = await Demo.StartAsync(Demo.Mail(smtp));
        var page = await demo.VisitorAsync();
        await page.GotoAsync("/mot-de-passe-oublie");
        await page.FillAsync("#email", Pages.Father);
        await page.ClickAsync("main button[type=submit]");
        await Expect(page.GetByText("Si cette adresse est connue")).ToBeVisibleAsync();

        var mail = await smtp.WaitForAsync(received => received.Recipients.Contains(Pages.Father));
        var link = mail.Message.TextBody!.Split('\n').Single(line => line.StartsWith("http", StringComparison.Ordinal)).Trim();
        (await ChooseAsync(page, link, "motdepasse123")).Should().Contain("trop courant");
        (await ChooseAsync(page, link, "bruyere-lanterne-sept")).Should().Contain("est changé");
        (await ChooseAsync(page, link, "encore-une-autre-fois")).Should().Contain("plus valable");
        (await TryAsync(page, Pages.Father, "bruyere-lanterne-sept")).Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_typed_as_a_password_can_be_looked_at_and_is_sent_as_a_password()
    {
        await using var demo = await Demo.SharedAsync();
        var page = await demo.VisitorAsync();
        await page.GotoAsync("/connexion");
        var field = page.Locator("#password");
        await page.FillAsync("#email", Pages.Mother);
        await field.FillAsync(Demo.Password);

        await page.GetByRole(AriaRole.Button, new() { Name = "Afficher\u00A0: Mot de passe" }).ClickAsync();
        await Expect(field).ToHaveAttributeAsync("type", "text");
        await page.GetByRole(AriaRole.Button, new() { Name = "Masquer\u00A0: Mot de passe" }).ClickAsync();
        await Expect(field).ToHaveAttributeAsync("type", "password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Afficher\u00A0: Mot de passe" }).ClickAsync();
        var sentAs = page.EvaluateAsync<string>(
            "() => new Promise(done => document.querySelector('form').addEventListener('submit', "
                + "() => queueMicrotask(() => done(document.querySelector('#password').type))))"
        );
        await page.ClickAsync("main button[type=submit]");

        (await sentAs).Should().Be("password", "a browser keeps plain texts for the next visitor");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Bonjour, famille test" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_return_address_of_another_site_is_ignored()
    {
        await using var demo = await Demo.SharedAsync();
        var page = await demo.VisitorAsync();
        await page.GotoAsync("/connexion?ReturnUrl=%2F%2Fexample.org");
        await page.FillAsync("#email", Pages.Mother);
        await page.FillAsync("#password", "Demonstration-Chablis");
        await page.ClickAsync("main button[type=submit]");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Bonjour, famille test" })).ToBeVisibleAsync();
        page.Url.Should().StartWith(demo.Portal.Address.ToString());
    }

    private static async Task<string> TryAsync(IPage page, string email, string password = "pas le bon mot de passe")
    {
        await page.GotoAsync("/connexion");
        await page.FillAsync("#email", email);
        await page.FillAsync("#password", password);
        await page.ClickAsync("main button[type=submit]");
        await page.WaitForLoadStateAsync();
        return await page.Locator("main [role=alert]").CountAsync() == 0 ? "" : await page.Locator("main [role=alert]").First.InnerTextAsync();
    }

    private static async Task<string> ChooseAsync(IPage page, string link, string password)
    {
        await page.GotoAsync(link);
        if (await page.Locator("#password").CountAsync() > 0)
        {
            await page.FillAsync("#password", password);
            await page.FillAsync("#again", password);
            await page.ClickAsync("main button[type=submit]");
            await page.WaitForLoadStateAsync();
        }

        return await page.Locator("main").InnerTextAsync();
    }
}
