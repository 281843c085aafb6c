using ClsPortal.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ClsPortal.EndToEnd.Tests.Families;

/// <summary>The family's record from a parent's change to what the parent reads after the centre's decision.</summary>
public sealed class RecordTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_parent_changes_a_phone_staff_accept_and_the_parent_reads_it_by_mail_and_on_the_portal(bool phone)
    {
        await using var smtp = SmtpListener.Start();
        await using var demo = await Demo.StartAsync(Demo.Mail(smtp));
        var mother = await demo.SignInAsync(Pages.Mother, phone);
        await mother.OpenAsync("/mon-compte/informations");
        await mother.GetByRole(AriaRole.Link, new() { Name = "Modifier Mère Test" }).ClickAsync();
        await mother.GetByLabel("Téléphone portable").FillAsync("12");
        await mother.GetByRole(AriaRole.Button, new() { Name = "Envoyer la demande" }).ClickAsync();
        await Expect(mother.GetByText("Ce numéro n’est pas valable")).ToBeVisibleAsync();
        await Expect(mother.GetByLabel("Téléphone portable")).ToHaveValueAsync("12");
        await mother.GetByLabel("Téléphone portable").FillAsync("07 11 22 33 44");
        await mother.GetByRole(AriaRole.Button, new() { Name = "Envoyer la demande" }).ClickAsync();
        await Expect(mother.GetByText("1 demande de modification envoyée.")).ToBeVisibleAsync();
        await Expect(mother.Locator("tr", new() { HasText = "Téléphone portable" })).ToContainTextAsync("07.11.22.33.44");

        var agent = await demo.SignInAsync(Pages.Agent, phone);
        await agent.OpenAsync("/gestion/modifications?q=0119");
        await Expect(agent.Locator("tr", new() { HasText = "Téléphone portable" })).ToContainTextAsync("06.12.34.56.78");
        await agent.GetByRole(AriaRole.Button, new() { Name = "Accepter Mère Test, Téléphone portable" }).ClickAsync();
        await Expect(agent.GetByText("1 modification traitée.")).ToBeVisibleAsync();

        var mail = await smtp.WaitForAsync(received => received.Message.Subject!.Contains("demande de modification"));
        mail.Recipients.Should().ContainSingle("each adult gets a mail of its own");
        mail.Message.TextBody.Should().Contain("Téléphone portable : modification acceptée").And.NotContain("07.11");
        // The mother's page has read again by itself.
        await Expect(mother.Locator("tr", new() { HasText = "Acceptée" })).ToContainTextAsync("07.11.22.33.44");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_health_record_is_decided_where_it_is_read_and_the_second_parent_sees_what_waits(bool phone)
    {
        await using var demo = await Demo.StartAsync();
        var mother = await demo.SignInAsync(Pages.Mother, phone);
        await mother.OpenAsync("/mon-compte/informations/sante/1");
        await mother.GetByLabel("Allergies aux médicaments").FillAsync("Pénicilline");
        await mother.GetByRole(AriaRole.Checkbox, new() { Name = "Sans porc" }).CheckAsync();
        await mother.GetByRole(AriaRole.Button, new() { Name = "Envoyer la demande" }).ClickAsync();
        await Expect(mother.GetByText("2 demandes de modification envoyées.")).ToBeVisibleAsync();

        var father = await demo.SignInAsync(Pages.Father, phone);
        await father.OpenAsync("/mon-compte/informations/sante/1");
        await Expect(father.GetByLabel("Allergies aux médicaments")).ToBeDisabledAsync();
        await Expect(father.GetByText("demandé par Mère Test").First).ToBeVisibleAsync();

        var director = await demo.SignInAsync(Pages.Director, phone);
        await director.OpenAsync("/gestion/familles/1/sante/1");
        await Expect(director.GetByText("un second facteur").First).ToBeVisibleAsync();
        await Expect(director.GetByText("Arachide")).ToHaveCountAsync(0);
        await Demo.AddSecondFactorAsync(director);
        await director.OpenAsync("/gestion/modifications?q=0119");
        await Expect(director.GetByText("Pénicilline")).ToHaveCountAsync(0);
        await director.GetByRole(AriaRole.Link, new() { Name = "Examiner la fiche sanitaire d’Enfant 1" }).First.ClickAsync();
        await director.GetByRole(AriaRole.Button, new() { Name = "Accepter Allergies aux médicaments" }).ClickAsync();
        await Expect(director.GetByText("1 modification traitée.")).ToBeVisibleAsync();
        await director.GetByRole(AriaRole.Button, new() { Name = "Refuser Repas" }).ClickAsync();
        await director.Locator("#reason").FillAsync("À confirmer par écrit");
        await director.GetByRole(AriaRole.Button, new() { Name = "Refuser", Exact = true }).ClickAsync();
        await Expect(director.Locator("dd", new() { HasText = "Pénicilline" })).ToBeVisibleAsync();

        // The father's form lost what was decided, without a reload.
        await Expect(father.GetByLabel("Allergies aux médicaments")).ToHaveValueAsync("Pénicilline");
        await Expect(father.GetByLabel("Allergies aux médicaments")).ToBeEnabledAsync();
    }

    [Fact]
    public async Task Pages_of_a_record_open_for_nobody_else_and_health_is_kept_in_no_cache()
    {
        await using var demo = await Demo.StartAsync();
        string[] ofTheFamily =
        [
            "/mon-compte/informations/responsable/1",
            "/mon-compte/informations/enfant/1",
            "/mon-compte/informations/sante/1",
            "/mon-compte/informations/contacts/1",
        ];
        string[] ofStaff =
        [
            "/gestion/modifications",
            "/gestion/familles/1",
            "/gestion/familles/1/responsable/1",
            "/gestion/familles/1/enfant/1",
            "/gestion/familles/1/contacts/1",
            "/gestion/familles/1/contacts/nouveau",
            "/gestion/familles/nouvelle",
            "/gestion/familles/1/nom",
            "/gestion/familles/1/responsable/nouveau",
            "/gestion/familles/1/enfant/nouveau",
            "/gestion/familles/1/enfant/1/depart",
            "/gestion/familles/1/autorisations",
            "/gestion/familles/1/sante/1",
        ];
        (string Who, string[] Hidden)[] visits =
        [
            (Pages.Neighbour, [.. ofTheFamily, .. ofStaff, "/gestion/parametres/autorisations", "/gestion/parametres/vaccins"]),
            (Pages.Accountant, [.. ofTheFamily, .. ofStaff, "/gestion/parametres/autorisations", "/gestion/parametres/vaccins"]),
            (Pages.Administrator, [.. ofTheFamily, .. ofStaff, "/gestion/parametres/autorisations"]),
            (
                Pages.Agent,
                [
                    .. ofTheFamily,
                    "/gestion/parametres/autorisations",
                    "/gestion/parametres/vaccins",
                    "/gestion/familles/2/sante/1",
                    "/gestion/familles/2/enfant/1",
                ]
            ),
        ];
        foreach (var (who, hidden) in visits)
        {
            var page = await demo.SignInAsync(who);
            if (who == Pages.Agent)
            {
                // Without it, the page asks for the factor before it looks whose child it is.
                await Demo.AddSecondFactorAsync(page);
            }

            foreach (var address in hidden)
            {
                await page.GotoAsync(address);
                await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Page introuvable" })).ToBeVisibleAsync();
            }
        }

        var director = await demo.SignInAsync(Pages.Director);
        (await director.GotoAsync("/gestion/familles/1/sante/1"))!.Headers["cache-control"].Should().Contain("no-store");
        var mother = await demo.SignInAsync(Pages.Mother);
        (await mother.GotoAsync("/mon-compte/informations/sante/1"))!.Headers["cache-control"].Should().Contain("no-store");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Menus_open_by_keyboard_close_on_escape_and_once_an_entry_is_chosen(bool phone)
    {
        await using var demo = await Demo.SharedAsync();
        var page = await demo.SignInAsync(Pages.Mother, phone);
        await page.OpenAsync("/demandes");
        var summary = page.Locator(phone ? ".menu-narrow > details > summary" : ".menu-wide .menu-group > summary");
        var entry = page.GetByRole(AriaRole.Link, new() { Name = "Mes informations" });

        await summary.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(entry).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(entry).ToBeHiddenAsync();
        await Expect(summary).ToBeFocusedAsync();
        await summary.ClickAsync();
        await entry.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Mes informations", Level = 1 })).ToBeVisibleAsync();
        await Expect(entry).ToBeHiddenAsync();
    }
}
