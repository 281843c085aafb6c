using System.IO.Compression;
using System.Text.Json;
using ClsPortal.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace ClsPortal.EndToEnd.Tests.Privacy;

public sealed class RightsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_parent_takes_the_data_of_the_family_along_and_health_only_with_a_second_factor(bool phone)
    {
        await using var demo = await Demo.StartAsync();
        var mother = await demo.SignInAsync(Pages.Mother, phone);
        await mother.OpenAsync("/mon-compte/informations");

        var plain = await DownloadAsync(mother, "Télécharger les données, sans les fiches sanitaires");
        await mother.GotoAsync("/mon-compte/mes-donnees.zip?sante=true");
        mother.Url.Should().Contain("/mon-compte/securite?retour=", "that is where a second factor is added");
        await Demo.AddSecondFactorAsync(mother);
        await mother.OpenAsync("/mon-compte/informations");
        var whole = await DownloadAsync(mother, "Télécharger toutes les données");

        plain.Should().NotContain(name => name.StartsWith("fiches-sanitaires"));
        whole.Should().Contain("fiches-sanitaires").And.Contain("factures").And.Contain("consultations");
        var neighbour = await demo.SignInAsync(Pages.Neighbour, phone);
        (await neighbour.GotoAsync("/gestion/droits/1/1/donnees.zip"))!.Status.Should().Be(404);
    }

    [Fact]
    public async Task An_administrator_erases_a_family_that_asks_and_what_is_too_old()
    {
        await using var demo = await Demo.StartAsync();
        var administrator = await demo.SignInAsync(Pages.Administrator);
        await administrator.OpenAsync("/gestion/parametres/conservation");
        await administrator.GetByText("Voir ce qui serait effacé aujourd’hui").ClickAsync();
        await administrator.GetByText("Famille Lointain").WaitForAsync();

        await administrator.OpenAsync("/gestion/droits?q=abelard");
        await administrator.GetByRole(AriaRole.Link, new() { Name = "Copie ou effacement : famille Abelard" }).ClickAsync();
        await administrator.GetByText("annulez-les d’abord").Or(administrator.GetByText("annulez-la d’abord")).WaitForAsync();
        await administrator.OpenAsync("/gestion/droits?q=lointain");
        await administrator.GetByRole(AriaRole.Link, new() { Name = "Copie ou effacement : famille Lointain" }).ClickAsync();
        await administrator.FillAsync("#typed", "Autre");
        await administrator.GetByText("Effacer ce dossier pour toujours").ClickAsync();
        await administrator.Locator("#typed-error").WaitForAsync();
        (await administrator.InputValueAsync("#typed")).Should().Be("Autre", "nothing typed is lost");
        await administrator.FillAsync("#typed", "lointain");
        await administrator.GetByText("Effacer ce dossier pour toujours").ClickAsync();
        await administrator.GetByText("Ce dossier est anonyme").WaitForAsync();

        await administrator.OpenAsync("/gestion/parametres/conservation");
        await administrator.GetByText("Voir ce qui serait effacé aujourd’hui").ClickAsync();
        await administrator.GetByText("Exécuter maintenant…").ClickAsync();
        await administrator.GetByText("Effacer maintenant").ClickAsync();
        await administrator.GetByText("dossiers anonymes dont plus rien ne dépend : 1").WaitForAsync();
        await administrator.OpenAsync("/gestion/droits?q=0190");
        await administrator.GetByText("Aucune famille ne répond à cette recherche.").WaitForAsync();
        await administrator.OpenAsync("/gestion/journal?acte=rights.erased");
        await administrator.GetByText("a rendu anonyme le dossier d’une famille").Last.WaitForAsync();
    }

    private static async Task<IReadOnlyList<string>> DownloadAsync(IPage page, string link)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync());
        await using var file = File.OpenRead(await download.PathAsync());
        using var archive = new ZipArchive(file);
        archive.Entries.Select(entry => entry.FullName).Should().Contain(["dossier.html", "donnees.json"]);
        await using var data = await archive.GetEntry("donnees.json")!.OpenAsync(TestContext.Current.CancellationToken);
        using var json = await JsonDocument.ParseAsync(data, cancellationToken: TestContext.Current.CancellationToken);
        return [.. json.RootElement.EnumerateObject().Select(section => section.Name)];
    }
}
