using ClsPortal.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using UglyToad.PdfPig;
using static Microsoft.Playwright.Assertions;

namespace ClsPortal.EndToEnd.Tests.Families;

/// <summary>Who is in a family: registered by staff, asked for by parents, gone and back.</summary>
public sealed class MembersTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Staff_register_a_family_are_warned_of_a_child_that_is_known_and_hand_over_the_link(bool phone)
    {
        await using var demo = await Demo.StartAsync();
        var agent = await demo.SignInAsync(Pages.Agent, phone);
        await agent.OpenAsync("/gestion/familles");
        await agent.GetByRole(AriaRole.Link, new() { Name = "Nouvelle famille" }).ClickAsync();
        await agent.GetByRole(AriaRole.Button, new() { Name = "Créer la famille" }).ClickAsync();
        await Expect(agent.GetByText("Remplissez « Prénom ».").First).ToBeVisibleAsync();
        await agent.FillAsync("#Guardian-0-0-FirstName", "Hélène");
        await agent.FillAsync("#Guardian-0-0-LastName", "Test");
        await agent.FillAsync("#Guardian-0-0-MobilePhone", "06 11 22 33 44");
        await agent.FillAsync("#Guardian-0-0-Email", "helene@example.fr");
        await agent.GetByRole(AriaRole.Button, new() { Name = "Ajouter un enfant" }).ClickAsync();
        await agent.FillAsync("#Child-1-1-FirstName", "Léa");
        await Expect(agent.Locator("#Child-1-1-LastName")).ToHaveValueAsync("Test");
        await agent.FillAsync("#Child-1-1-LastName", "Voisine");
        await agent.FillAsync("#Child-1-1-BirthDate", "2014-01-01");
        await agent.GetByRole(AriaRole.Button, new() { Name = "Créer la famille" }).ClickAsync();
        await Expect(agent.GetByText("Léa Voisine, né(e) le 01-01-2014, existe déjà dans la famille Voisine (n° 0200).")).ToBeVisibleAsync();
        (await Accessibility.FaultsAsync(agent)).Should().BeEmpty();
        await agent.GetByRole(AriaRole.Button, new() { Name = "Enregistrer quand même" }).ClickAsync();

        // No mail server: the link is shown once.
        await Expect(agent.Locator("#hand-over")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("/invitation\\?code="));
        var link = await agent.Locator("#hand-over").InputValueAsync();
        await agent.GetByRole(AriaRole.Link, new() { Name = "Ouvrir le dossier de la famille" }).ClickAsync();
        await Expect(agent.GetByRole(AriaRole.Heading, new() { Name = "Famille Test", Level = 1 })).ToBeVisibleAsync();

        var helene = await demo.VisitorAsync(phone);
        await helene.GotoAsync(new Uri(link).PathAndQuery);
        await helene.FillAsync("#password", "tasse nuage vélo rouge");
        await helene.FillAsync("#again", "tasse nuage vélo rouge");
        await helene.ClickAsync("main button[type=submit]");
        await helene.WaitForURLAsync(url => !url.Contains("invitation") && !url.Contains("connexion"));
        await helene.OpenAsync("/mon-compte/informations");
        await Expect(helene.Locator("tr", new() { HasText = "Léa Voisine" })).ToContainTextAsync("01-01-2014");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_parent_asks_for_a_child_sees_it_wait_on_the_home_page_and_gets_it_when_staff_accept(bool phone)
    {
        await using var demo = await Demo.StartAsync();
        var mother = await demo.SignInAsync(Pages.Mother, phone);
        await mother.OpenAsync("/mon-compte/informations");
        await mother.GetByRole(AriaRole.Link, new() { Name = "Demander l’ajout d’un enfant" }).ClickAsync();
        await mother.GetByLabel("Prénom").FillAsync("Enfant 3");
        await mother.GetByLabel("Nom", new() { Exact = true }).FillAsync("Test");
        await mother.GetByLabel("Date de naissance").FillAsync("2015-09-01");
        await mother.GetByRole(AriaRole.Button, new() { Name = "Envoyer la demande" }).ClickAsync();
        await Expect(mother.Locator("tr", new() { HasText = "Enfant à ajouter" })).ToContainTextAsync("01-09-2015");
        var father = await demo.SignInAsync(Pages.Father, phone);
        await father.OpenAsync("/");
        await Expect(father.GetByRole(AriaRole.Link, new() { Name = "2 modifications de vos informations" })).ToBeVisibleAsync();

        var agent = await demo.SignInAsync(Pages.Agent, phone);
        await agent.OpenAsync("/gestion/modifications?q=0119");
        await agent.GetByRole(AriaRole.Button, new() { Name = "Accepter Enfant 3 Test, Enfant à ajouter" }).ClickAsync();
        await Expect(agent.GetByText("1 modification traitée.")).ToBeVisibleAsync();

        // The mother's page reads again by itself, the father's home when he comes back to it after a minute.
        await Expect(mother.GetByRole(AriaRole.Link, new() { Name = "Modifier Enfant 3 Test" })).ToBeVisibleAsync();
        await father.EvaluateAsync("() => { const now = Date.now; Date.now = () => now() + 60_000; document.dispatchEvent(new Event('visibilitychange')); }");
        await Expect(father.GetByRole(AriaRole.Link, new() { Name = "Inscrire Enfant 3" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_child_leaves_with_its_places_decided_and_is_taken_back(bool phone)
    {
        await using var demo = await Demo.StartAsync();
        var director = await demo.SignInAsync(Pages.Director, phone);
        await director.OpenAsync("/gestion/familles/1/enfant/1/depart");
        await Expect(director.GetByRole(AriaRole.Checkbox, new() { Name = "Reste facturée : Chablis mercredi journée, mercredi 16-01-2019" }))
            .ToBeCheckedAsync();
        await director.GetByRole(AriaRole.Button, new() { Name = "Confirmer le départ" }).ClickAsync();
        await Expect(director.Locator("#reason-error")).ToBeVisibleAsync();
        await director.FillAsync("#reason", "Déménagement");
        await director.GetByRole(AriaRole.Button, new() { Name = "Confirmer le départ" }).ClickAsync();
        var former = director.Locator("li", new() { HasText = "Enfant 1 (enfant, depuis le 15-01-2019" });
        await Expect(former).ToBeVisibleAsync();
        var mother = await demo.SignInAsync(Pages.Mother, phone);
        await mother.OpenAsync("/inscriptions");
        await Expect(mother.GetByRole(AriaRole.Link, new() { Name = "Enfant 2" })).ToBeVisibleAsync();
        await Expect(mother.GetByRole(AriaRole.Link, new() { Name = "Enfant 1" })).ToHaveCountAsync(0);

        await former.GetByRole(AriaRole.Button, new() { Name = "Reprendre Enfant 1" }).ClickAsync();
        await director.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Reprendre" }).ClickAsync();
        await Expect(director.Locator("summary", new() { HasText = "Enfant 1" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Imprimer_saves_the_child_s_sheet_with_what_the_record_says()
    {
        await using var demo = await Demo.SharedAsync();
        var mother = await demo.SignInAsync(Pages.Mother);
        await mother.OpenAsync("/mon-compte/informations");

        var download = await mother.RunAndWaitForDownloadAsync(() =>
            mother.GetByRole(AriaRole.Link, new() { Name = "Imprimer la fiche d’Enfant 1 (PDF)" }).ClickAsync()
        );

        download.SuggestedFilename.Should().Be("Fiche d’Enfant 1 du 15-01-2019.pdf");
        using var pdf = PdfDocument.Open(await download.PathAsync());
        var text = string.Concat(pdf.GetPages().Select(page => page.Text));
        text.Should().Contain("Arachide").And.Contain("Mère").And.Contain("06.12.34.56.78");
    }
}
