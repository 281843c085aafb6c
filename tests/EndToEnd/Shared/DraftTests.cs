using ClsPortal.EndToEnd.Tests.Operations;
using ClsPortal.EndToEnd.Tests.Support;
using ClsPortal.Infrastructure.Shared;
using Microsoft.Playwright;

namespace ClsPortal.EndToEnd.Tests.Shared;

/// <summary>SPEC-2, rule 20: nothing typed is lost, and nothing of it is left to others.</summary>
public sealed class DraftTests
{
    private const string Health = "/mon-compte/informations/sante/1";
    private const string Found = "#draft-notice";

    [Fact]
    public async Task What_was_typed_is_found_again_after_a_reload_and_in_another_tab_and_is_forgotten_once_it_is_sent()
    {
        await using var demo = await Demo.StartAsync();
        var page = await demo.SignInAsync(Pages.Mother);
        await page.OpenAsync(Health);
        var doctor = await TypeAsync(page, "Docteur Brouillon");

        await page.ReloadAsync();
        await page.WaitForSelectorAsync(Found);
        (await page.InputValueAsync(doctor)).Should().Be("Docteur Brouillon");

        var tab = await page.Context.NewPageAsync();
        await page.CloseAsync();
        await tab.OpenAsync(Health);
        await tab.WaitForSelectorAsync(Found);
        await Assertions.Expect(tab.Locator(doctor)).ToHaveValueAsync("Docteur Brouillon");

        // It is Blazor's as well as the browser's: what is sent is what is seen.
        await tab.ClickAsync($"{Found} .button:first-of-type");
        await tab.ClickAsync("main form button[type=submit]");
        await tab.WaitForFunctionAsync("() => !Object.keys(localStorage).some(key => key.startsWith('brouillon:'))");
        await tab.OpenAsync(Health);
        await Assertions.Expect(tab.GetByText("Docteur Brouillon")).ToBeVisibleAsync();
        await Assertions.Expect(tab.Locator(Found)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_portal_that_dies_while_somebody_types_costs_nothing()
    {
        const string Field = "main form input:not([type=checkbox], [type=radio])";
        await using var database = await OwnDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var settings = new Dictionary<string, string?> { ["ConnectionStrings__Portal"] = database.Settings.ConnectionString };
        await using var demo = await Demo.StartAsync(settings);
        var page = await demo.SignInAsync(Pages.Mother);
        await page.OpenAsync("/mon-compte/informations/contacts/nouveau");
        await page.Locator(Field).First.FillAsync("Avant");
        await WaitForDraftAsync(page);

        // Nothing of it reaches the portal: the page sends a field when it is left.
        await page.Locator(Field).Nth(1).FillAsync("Pendant");
        demo.Portal.Kill();
        await using var again = await PortalProcess.StartAtAsync(
            demo.Portal.Address,
            new Dictionary<string, string?>(Demo.Settings, StringComparer.Ordinal) { ["ConnectionStrings__Portal"] = database.Settings.ConnectionString }
        );

        await page.WaitForSelectorAsync(Found);
        await Assertions.Expect(page.Locator(Field).First).ToHaveValueAsync("Avant");
        await Assertions.Expect(page.Locator(Field).Nth(1)).ToHaveValueAsync("Pendant");
    }

    [Fact]
    public async Task Whoever_opens_the_browser_reads_nothing_and_signing_out_leaves_nothing()
    {
        await using var demo = await Demo.StartAsync();
        var page = await demo.SignInAsync(Pages.Mother);
        await page.OpenAsync(Health);
        await TypeAsync(page, "Docteur Brouillon");
        (await page.EvaluateAsync<string>("() => JSON.stringify(localStorage)")).Should().Contain("brouillon:").And.NotContain("Docteur");

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/connexion");
        await page.FillAsync("#email", Pages.ParentAndAgent);
        await page.FillAsync("#password", Demo.Password);
        await page.ClickAsync("main button[type=submit]");
        await page.WaitForURLAsync(url => !url.Contains("connexion"));
        (await page.EvaluateAsync<string>("() => JSON.stringify(localStorage)")).Should().Contain("brouillon:");
        await page.OpenAsync("/contact");
        await page.Locator("main form textarea").First.FillAsync("Une question");
        await WaitForDraftAsync(page);

        await page.EvaluateAsync("() => document.querySelector('form[action=\"/deconnexion\"]').requestSubmit()");
        await page.WaitForURLAsync("**/deconnexion");
        await page.WaitForFunctionAsync("() => !Object.keys(localStorage).some(key => key.startsWith('brouillon:'))");
    }

    [Fact]
    public async Task A_link_away_from_what_was_not_sent_asks()
    {
        await using var demo = await Demo.SharedAsync();
        var page = await demo.SignInAsync(Pages.Mother);
        await page.OpenAsync(Health);
        await TypeAsync(page, "Docteur Brouillon");

        await page.ClickAsync("main a[href='/mon-compte/informations']");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rester sur la page" }).ClickAsync();
        new Uri(page.Url).AbsolutePath.Should().Be(Health);
        await page.ClickAsync("main a[href='/mon-compte/informations']");
        await page.GetByRole(AriaRole.Button, new() { Name = "Quitter la page" }).ClickAsync();
        await page.WaitForURLAsync("**/mon-compte/informations");
        await page.OpenAsync(Health);
        await page.WaitForSelectorAsync(Found);
        await page.GetByRole(AriaRole.Button, new() { Name = "Effacer le brouillon" }).ClickAsync();
        await page.WaitForFunctionAsync("() => window.portalReady && !document.querySelector('#draft-notice')");
        (await page.EvaluateAsync<string>("() => JSON.stringify(localStorage)")).Should().NotContain("brouillon:");
    }

    [Fact]
    public async Task A_refusal_far_above_is_led_to()
    {
        await using var demo = await Demo.SharedAsync();
        var page = await demo.SignInAsync(Pages.Mother, phone: true);
        await page.OpenAsync("/mon-compte/informations/enfant/nouveau");

        await page.ClickAsync("main form button[type=submit]");

        await page.WaitForFunctionAsync(
            "() => document.activeElement?.closest('[aria-invalid=true]') && document.activeElement.getBoundingClientRect().top >= 0"
        );
    }

    [Fact]
    public async Task What_is_tapped_and_typed_before_the_page_answers_is_done_once_it_does()
    {
        await using var demo = await Demo.SharedAsync();
        var page = await demo.SignInAsync(Pages.Mother);
        var late = new TaskCompletionSource();
        await page.RouteAsync(
            "**/_framework/blazor.web*",
            async route =>
            {
                await late.Task;
                await route.ContinueAsync();
            }
        );
        await page.GotoAsync("/mon-compte/informations/enfant/nouveau", new() { WaitUntil = WaitUntilState.Commit });
        var field = page.Locator("main form input").First;
        await field.FillAsync("Léa");
        var send = page.Locator("main form button[type=submit]");
        await send.ClickAsync();
        await Assertions.Expect(send).ToHaveAttributeAsync("data-kept", "");
        (await page.EvaluateAsync<bool>("() => !!window.portalReady")).Should().BeFalse();

        late.SetResult();

        await page.WaitForSelectorAsync("main form [aria-invalid=true]");
        await Assertions.Expect(field).ToHaveValueAsync("Léa");
        new Uri(page.Url).Query.Should().BeEmpty();
    }

    private static async Task<string> TypeAsync(IPage page, string text)
    {
        var id = await page.Locator("main form input[type=text]").First.GetAttributeAsync("id");
        var selector = $"[id=\"{id}\"]";
        await page.FillAsync(selector, text);
        await WaitForDraftAsync(page);
        return selector;
    }

    private static Task WaitForDraftAsync(IPage page) =>
        page.WaitForFunctionAsync("() => Object.keys(localStorage).some(key => key.startsWith('brouillon:') && key.includes(location.pathname))");
}
