using System.Xml.Linq;
using ClsPortal.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using UglyToad.PdfPig;
using static Microsoft.Playwright.Assertions;

namespace ClsPortal.EndToEnd.Tests.Invoicing;

/// <summary>From the guide's invoices to the Trésorerie and to the taxes, by clicks.</summary>
public sealed class InvoicingTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Invoices_are_handed_over_part_of_one_is_credited_and_its_title_reduced(bool phone)
    {
        await using var demo = await Demo.StartAsync();
        var accountant = await demo.SignInAsync(Pages.Accountant, phone);
        await accountant.OpenAsync("/gestion/tresorerie");
        await accountant.FillAsync("#b-from", "2019-01-01");
        await accountant.FillAsync("#b-to", "2019-01-31");
        await accountant.GetByRole(AriaRole.Button, new() { Name = "Créer le bordereau", Exact = true }).ClickAsync();
        await Expect(accountant.GetByText("Bordereau n° 1 créé : 1 titre.")).ToBeVisibleAsync();
        var titles = await XmlAsync(accountant, "Télécharger le fichier");

        await accountant.OpenAsync("/gestion/factures?q=011900075");
        await accountant.GetByRole(AriaRole.Link, new() { Name = "011900075" }).First.ClickAsync();
        await accountant.GetByRole(AriaRole.Button, new() { Name = "Faire un avoir" }).ClickAsync();
        await accountant.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("^Reprendre Chablis mercredi journée") }).First.CheckAsync();
        await accountant.GetByLabel("Montant repris de").FillAsync("20,00");
        await accountant.GetByLabel("Motif, imprimé sur l’avoir").FillAsync("Départ à midi");
        await accountant.GetByRole(AriaRole.Button, new() { Name = "Émettre l’avoir" }).ClickAsync();
        await Expect(accountant.GetByText("il reste 16,20")).ToBeVisibleAsync();
        (await Accessibility.FaultsAsync(accountant)).Should().BeEmpty();
        await accountant.GetByLabel("Montant repris de").FillAsync("6,20");
        await accountant.GetByRole(AriaRole.Button, new() { Name = "Émettre l’avoir" }).ClickAsync();
        await Expect(accountant.GetByText("dont 6,20")).ToBeVisibleAsync();
        await Expect(accountant.GetByText("42,40").First).ToBeVisibleAsync();
        (await accountant.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth")).Should().BeFalse();

        await accountant.OpenAsync("/gestion/tresorerie");
        await Expect(accountant.GetByText("1 avoir est à transmettre (6,20")).ToBeVisibleAsync();
        await accountant.GetByRole(AriaRole.Button, new() { Name = "Créer le bordereau de réductions" }).ClickAsync();
        await Expect(accountant.GetByText("Bordereau de réductions n° 1 créé : 1 titre.")).ToBeVisibleAsync();
        (await Accessibility.FaultsAsync(accountant)).Should().BeEmpty();
        var reductions = await XmlAsync(accountant, "Télécharger le fichier");

        (Value(titles, "TypBord"), Value(titles, "MtHT"), Value(titles, "Adr2"), Value(titles, "CP"), Value(titles, "Ville"))
            .Should()
            .Be(("06", "48.60", "12 rue des Vignes", "89800", "Beine"));
        (Value(reductions, "TypBord"), Value(reductions, "NatPce"), Value(reductions, "MtHT"), Value(reductions, "IdPceOrig"))
            .Should()
            .Be(("02", "06", "6.20", "1"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_parent_takes_the_tax_certificate_from_its_invoices(bool phone)
    {
        await using var demo = await Demo.SharedAsync();
        var mother = await demo.SignInAsync(Pages.Mother, phone);
        await mother.OpenAsync("/mon-compte/factures");

        var download = await mother.RunAndWaitForDownloadAsync(() =>
            mother.GetByRole(AriaRole.Link, new() { Name = "Télécharger l’attestation fiscale 2018 (PDF)" }).ClickAsync()
        );

        download.SuggestedFilename.Should().Be("attestation-fiscale-2018.pdf");
        using var pdf = PdfDocument.Open(await download.PathAsync());
        var text = string.Join(' ', pdf.GetPages().SelectMany(page => page.GetWords()).Select(word => word.Text));
        // Four Wednesdays of the younger child were paid in 2018: 4 × 12,00 € of care; their meals and the elder child are not in it.
        text.Should()
            .Contain("Attestation fiscale 2018")
            .And.Contain("Famille test")
            .And.Contain("Enfant 2")
            .And.Contain("11-03-2015")
            .And.Contain("48,00")
            .And.NotContain("Enfant 1");
        (await mother.GetByRole(AriaRole.Link, new() { Name = "2019 : télécharger" }).CountAsync()).Should().Be(0, "nothing was paid in 2019 yet");
        var neighbour = await demo.SignInAsync(Pages.Neighbour, phone);
        (await neighbour.APIRequest.GetAsync("/mon-compte/attestation-fiscale/2018.pdf"))
            .Status.Should()
            .NotBe(200, "another family has paid nothing and is told nothing");
    }

    private static async Task<XElement> XmlAsync(IPage page, string link)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = link }).First.ClickAsync());
        await using var file = File.OpenRead(await download.PathAsync());
        return (await XDocument.LoadAsync(file, LoadOptions.None, TestContext.Current.CancellationToken)).Root!;
    }

    private static string Value(XElement within, string name) => within.Descendants(name).First().Attribute("V")!.Value;
}
