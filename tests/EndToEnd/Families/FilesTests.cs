using System.Text;
using ClsPortal.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace ClsPortal.EndToEnd.Tests.Families;

public sealed class FilesTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_parent_hands_in_a_file_with_progress_and_learns_without_a_reload_that_it_was_accepted(bool phone)
    {
        await using var demo = await Demo.StartAsync();
        var mother = await demo.SignInAsync(Pages.Mother, phone);
        await mother.OpenAsync("/mon-compte/depot");
        var home = mother.Locator(".pieces > li", new() { HasText = "Justificatif de domicile" });
        await home.GetByRole(AriaRole.Button, new() { Name = "Déposer" }).ClickAsync();

        // A web page that calls itself a PDF is refused beside the field, and the form stays.
        await ChooseAsync(home, "facture.pdf", Encoding.UTF8.GetBytes("<!DOCTYPE html><script>alert(1)</script>"));
        await home.GetByText("Déposer le fichier").ClickAsync();
        await home.Locator(".field-error", new() { HasText = "ni un PDF" }).WaitForAsync();

        await ChooseAsync(home, "Facture d’électricité.pdf", FileSamples.Pdf(more: $"({new string('x', 7_000_000)})"));
        var progress = home.Locator("progress").WaitForAsync();
        await home.GetByText("Déposer le fichier").ClickAsync();
        await progress;
        await home.GetByText("Déposée, en attente").WaitForAsync();
        await home.GetByRole(AriaRole.Link, new() { Name = "Facture d’électricité.pdf" }).WaitForAsync();

        var agent = await demo.SignInAsync(Pages.Agent);
        await agent.OpenAsync("/gestion/pieces");
        var line = agent.Locator(".list tbody tr", new() { HasText = "Justificatif de domicile" });
        await line.GetByRole(AriaRole.Button, new() { Name = "Accepter" }).ClickAsync();

        await home.GetByText("À jour").WaitForAsync();
    }

    [Fact]
    public async Task An_upload_that_is_too_heavy_or_broken_off_leaves_nothing()
    {
        await using var demo = await Demo.StartAsync();
        var mother = await demo.SignInAsync(Pages.Mother);
        await mother.OpenAsync("/mon-compte/depot");
        var home = mother.Locator(".pieces > li", new() { HasText = "Justificatif de domicile" });
        await home.GetByRole(AriaRole.Button, new() { Name = "Déposer" }).ClickAsync();

        await ChooseAsync(home, "lourd.pdf", new byte[11 * 1024 * 1024]);
        await home.Locator(".field-error", new() { HasText = "trop lourd" }).WaitForAsync();
        await ChooseAsync(home, "facture.pdf", FileSamples.Pdf(more: $"({new string('x', 9_000_000)})"));
        await home.GetByText("Déposer le fichier").ClickAsync();
        await home.GetByText("Interrompre l’envoi").ClickAsync();

        await home.Locator(".field-error", new() { HasText = "interrompu" }).WaitForAsync();
        await mother.ReloadAsync();
        (await home.GetByText("À fournir").CountAsync()).Should().Be(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_parent_and_the_centre_write_to_each_other_and_see_it_without_a_reload(bool phone)
    {
        await using var demo = await Demo.StartAsync();
        var agent = await demo.SignInAsync(Pages.Agent, phone);
        await agent.OpenAsync("/gestion/messages");
        var mother = await demo.SignInAsync(Pages.Mother, phone);
        await mother.OpenAsync("/contact");

        await mother.GetByText("Envoyer le message").ClickAsync();
        await mother.Locator("#subject-error").WaitForAsync();
        await mother.FillAsync("#subject", "Lunettes oubliées");
        await mother.FillAsync("#text", "Les avez-vous trouvées ?");
        await mother.GetByText("Envoyer le message").ClickAsync();
        await mother.Locator(".thread").GetByText("Les avez-vous trouvées ?").WaitForAsync();

        await agent.GetByRole(AriaRole.Link, new() { Name = "Lunettes oubliées" }).ClickAsync();
        await agent.Locator(".thread").GetByText("Les avez-vous trouvées ?").WaitForAsync();
        await agent.FillAsync("#answer", "Oui, elles sont au bureau.");
        await agent.GetByRole(AriaRole.Button, new() { Name = "Envoyer", Exact = true }).ClickAsync();

        await mother.Locator(".thread").GetByText("Oui, elles sont au bureau.").WaitForAsync();
        (await Accessibility.FaultsAsync(mother)).Should().BeEmpty();
        (await mother.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth")).Should().BeFalse();
        var neighbour = await demo.SignInAsync(Pages.Neighbour, phone);
        await neighbour.GotoAsync(new Uri(mother.Url).PathAndQuery);
        await neighbour.GetByText("Page introuvable").First.WaitForAsync();
    }

    [Fact]
    public async Task A_document_that_the_director_publishes_is_read_by_families()
    {
        await using var demo = await Demo.StartAsync();
        var director = await demo.SignInAsync(Pages.Director);
        await director.OpenAsync("/gestion/documents");
        await director.GetByText("Publier un document").ClickAsync();
        await director.FillAsync("#doc-title", "Programme des vacances d’hiver");
        await director.FillAsync("#doc-category", "Vacances");
        await director.SetInputFilesAsync(
            "#doc-file:enabled",
            new FilePayload
            {
                Name = "programme.pdf",
                MimeType = "application/pdf",
                Buffer = FileSamples.Pdf(),
            }
        );
        await director.Locator("form.card button[type=submit]").ClickAsync();
        await director.Locator(".list").GetByRole(AriaRole.Link, new() { Name = "Programme des vacances d’hiver" }).WaitForAsync();

        var mother = await demo.SignInAsync(Pages.Mother);
        await mother.OpenAsync("/documents");
        var download = await mother.RunAndWaitForDownloadAsync(() =>
            mother.GetByRole(AriaRole.Link, new() { Name = "Télécharger Programme des vacances d’hiver" }).ClickAsync()
        );

        download.SuggestedFilename.Should().Be("programme.pdf");
        (await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken)).Should().StartWith("%PDF-1.7"u8.ToArray());
    }

    private static Task ChooseAsync(ILocator piece, string name, byte[] content) =>
        piece
            .Locator("input[type=file]:enabled")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = name,
                    MimeType = "application/pdf",
                    Buffer = content,
                }
            );
}
