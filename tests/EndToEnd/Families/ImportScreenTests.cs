using System.Text;
using ClsPortal.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ClsPortal.EndToEnd.Tests.Families;

public sealed class ImportScreenTests
{
    private const string Headings = "N° famille;Famille;Responsable 1 - Prénom;Responsable 1 - Nom;E-mail;Prénom enfant;Nom enfant;Né le;École;Allergies";

    [Fact]
    public async Task A_file_with_a_fault_is_mended_checked_and_imported_once()
    {
        await using var demo = await Demo.StartAsync();
        var page = await demo.SignInAsync(Pages.Administrator);
        await page.OpenAsync("/gestion/import");
        await ChooseAsync(
            page,
            "0900;Élan;Hélène;Élan;helene@exemple.fr;Léa;Élan;31/02/2012;École de "
                + "Beine;Arachide\r\n0900;Élan;Hélène;Élan;helene@exemple.fr;Noé;Élan;03/02/2014;;"
        );
        await Expect(page.GetByText("Colonnes du fichier qui ne sont pas reprises : Allergies.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Vérifier sans rien enregistrer" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("1 erreur");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Importer", Exact = true })).ToHaveCountAsync(0);
        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Link, new() { Name = "Télécharger cette liste (CSV)" }).ClickAsync()
        );
        (await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken))
            .Should()
            .Contain("2;Enfant – Date de naissance;31/02/2012;");

        await ChooseAsync(
            page,
            "0900;Élan;Hélène;Élan;mere@famille-test.example;Léa;Élan;25/10/2012;École de Beine;Arachide\r\n0900;Élan;Hélène;Élan;;Noé;Élan;03/02/2014;;"
        );
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0); // what was said of the first file goes once the second is read
        await page.GetByRole(AriaRole.Button, new() { Name = "Vérifier sans rien enregistrer" }).ClickAsync();
        await Expect(page.GetByText("Cette adresse est déjà celle de Mère Test, famille n° 0119.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Importer", Exact = true }).ClickAsync();
        await Expect(page.GetByText("vérifiez-les, puis cochez")).ToBeVisibleAsync();
        await page.GetByLabel("J’ai vérifié ces lignes").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Importer", Exact = true }).ClickAsync();
        await Expect(page.GetByText("1 famille, 1 responsable, 2 enfants, 0 contact.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Vérifier sans rien enregistrer" }).ClickAsync();
        await Expect(page.GetByText("est déjà dans le portail")).ToBeVisibleAsync();

        var director = await demo.SignInAsync(Pages.Director);
        await director.OpenAsync("/gestion/familles?q=elan");
        await Expect(director.GetByRole(AriaRole.Link, new() { Name = "Famille Élan" })).ToBeVisibleAsync();
        await Expect(director.GetByText("Léa, Noé")).ToBeVisibleAsync();
    }

    private static Task ChooseAsync(IPage page, string lines) =>
        page.SetInputFilesAsync(
            "#file",
            new FilePayload
            {
                Name = "familles.csv",
                MimeType = "text/csv",
                Buffer = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes($"{Headings}\r\n{lines}\r\n"),
            }
        );
}
