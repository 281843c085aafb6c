using ClsPortal.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ClsPortal.EndToEnd.Tests.Invoicing;

/// <summary>A parent pays in the browser on the simulator's page, which is another site than the portal.</summary>
public sealed class OnlinePaymentTests
{
    private const string Number = "011900075";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_guides_unpaid_invoice_is_refused_once_then_paid_and_the_accountant_sees_it(bool phone)
    {
        await using var payfip = await PayFipSimulator.StartAsync();
        await using var demo = await Demo.StartAsync(payfip.Settings);
        var mother = await demo.SignInAsync(Pages.Mother, phone);
        var father = await demo.SignInAsync(Pages.Father, phone);

        await PayAsync(mother, "Carte refusée");
        await Expect(mother.GetByText("Le paiement a été refusé.")).ToBeVisibleAsync();
        await mother.GetByRole(AriaRole.Link, new() { Name = "Revenir à mes factures" }).ClickAsync();
        await mother.OpenAsync("/paiement");
        await mother.GetByRole(AriaRole.Button, new() { Name = $"Payer la facture {Number}" }).ClickAsync();
        await Expect(mother.GetByText("PayFiP (simulateur)").First).ToBeVisibleAsync();

        // The other parent, who presses meanwhile, is warned.
        await father.OpenAsync("/paiement");
        await father.GetByRole(AriaRole.Button, new() { Name = $"Payer la facture {Number}" }).ClickAsync();
        await Expect(father.GetByText("est déjà en cours")).ToBeVisibleAsync();
        (await Accessibility.FaultsAsync(father)).Should().BeEmpty();

        await mother.GetByRole(AriaRole.Button, new() { Name = "Payer par carte" }).ClickAsync();
        await mother.GetByRole(AriaRole.Button, new() { Name = "Continuer" }).ClickAsync();
        await Expect(mother.GetByText("Merci, votre paiement est enregistré.")).ToBeVisibleAsync();
        (await Accessibility.FaultsAsync(mother)).Should().BeEmpty();
        (await mother.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth")).Should().BeFalse();
        await mother.OpenAsync("/paiement");
        await Expect(mother.GetByText("Toutes vos factures sont réglées.")).ToBeVisibleAsync();

        var accountant = await demo.SignInAsync(Pages.Accountant, phone);
        await accountant.OpenAsync($"/gestion/paiements?q={Number}");
        await Expect(accountant.Locator("tr", new() { HasText = Number })).ToContainTextAsync("PayFiP, carte bancaire");
        payfip.Payments.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_parent_who_is_back_before_PayFiP_knows_sees_the_payment_arrive()
    {
        await using var payfip = await PayFipSimulator.StartAsync();
        payfip.Notifications = 0;
        await using var demo = await Demo.StartAsync(payfip.Settings);
        var mother = await demo.SignInAsync(Pages.Mother);
        await mother.OpenAsync("/paiement");
        await mother.GetByRole(AriaRole.Button, new() { Name = $"Payer la facture {Number}" }).ClickAsync();
        await Expect(mother.GetByText("PayFiP (simulateur)").First).ToBeVisibleAsync();

        await mother.GotoAsync(new Uri(payfip.Payments[0].Asked.UrlRedirect!).PathAndQuery);
        await Expect(mother.GetByText("Le résultat n’est pas encore connu.")).ToBeVisibleAsync();
        payfip.Decide(payfip.Payments[0].IdOp, "P");

        await Expect(mother.GetByText("Merci, votre paiement est enregistré.")).ToBeVisibleAsync(new() { Timeout = 180_000 });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_accountant_enters_a_cheque_in_part_takes_it_back_and_reminds_nobody_in_time(bool phone)
    {
        await using var demo = await Demo.StartAsync();
        var accountant = await demo.SignInAsync(Pages.Accountant, phone);
        await accountant.OpenAsync("/gestion/paiements/saisie?famille=1");
        var amount = accountant.GetByLabel($"Montant reçu pour la facture {Number}");
        await amount.FillAsync("douze");
        await accountant.GetByRole(AriaRole.Button, new() { Name = "Enregistrer le paiement" }).ClickAsync();
        await Expect(accountant.GetByText("Écrivez un montant tel que 12,50.")).ToBeVisibleAsync();
        await amount.FillAsync("99,00");
        await accountant.GetByRole(AriaRole.Button, new() { Name = "Enregistrer le paiement" }).ClickAsync();
        await Expect(accountant.GetByText("le montant dépasse ce qui reste dû")).ToBeVisibleAsync();
        await amount.FillAsync("12,50");
        await accountant.GetByRole(AriaRole.Button, new() { Name = "Enregistrer le paiement" }).ClickAsync();
        await Expect(accountant.GetByText("Paiement enregistré : 12,50")).ToBeVisibleAsync();
        (await Accessibility.FaultsAsync(accountant)).Should().BeEmpty();

        await accountant.OpenAsync($"/gestion/paiements?q={Number}");
        await accountant.GetByRole(AriaRole.Button, new() { NameRegex = new("Annuler le paiement de 12,50") }).ClickAsync();
        await accountant.Locator("#reason").FillAsync("Chèque sans provision");
        await accountant.GetByRole(AriaRole.Button, new() { Name = "Annuler le paiement", Exact = true }).ClickAsync();
        await Expect(accountant.GetByText("Paiement annulé par une écriture inverse.")).ToBeVisibleAsync();
        await accountant.OpenAsync("/gestion/impayes?tout=1");
        await Expect(accountant.Locator("tr", new() { HasText = "n° 0119" })).ToContainTextAsync("48,60");
    }

    private static async Task PayAsync(IPage page, string outcome)
    {
        await page.OpenAsync("/paiement");
        await page.GetByRole(AriaRole.Button, new() { Name = $"Payer la facture {Number}" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = outcome }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continuer" }).ClickAsync();
    }
}
