using System.Text.RegularExpressions;
using ClsPortal.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ClsPortal.EndToEnd.Tests.Enrolment;

public sealed partial class TreatmentTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_agent_refuses_with_a_reason_and_the_family_reads_it_by_mail_and_in_its_history(bool phone)
    {
        await using var smtp = SmtpListener.Start();
        await using var demo = await Demo.StartAsync(Demo.Mail(smtp));
        var agent = await demo.SignInAsync(Pages.Agent, phone);
        await agent.OpenAsync("/gestion/demandes?q=famille+test");
        await agent.OpenAsync("/gestion/demandes?q=0119");
        await agent.GetByLabel("Sélectionner Enfant 1 le 22-01-2019").CheckAsync();
        await agent.GetByLabel("Sélectionner Enfant 1 le 24-01-2019").CheckAsync();
        await agent.GetByRole(AriaRole.Button, new() { Name = "Refuser la sélection…" }).ClickAsync();
        await agent.GetByRole(AriaRole.Button, new() { Name = "Refuser", Exact = true }).ClickAsync();
        await Expect(agent.GetByText("Indiquez le motif").First).ToBeVisibleAsync();
        await agent.Locator("#reason").FillAsync("Équipe réduite");
        await agent.GetByRole(AriaRole.Button, new() { Name = "Refuser", Exact = true }).ClickAsync();
        await Expect(agent.GetByText("2 demandes traitées.")).ToBeVisibleAsync();

        var mail = await smtp.WaitForAsync(received => received.Message.Subject!.Contains("2 demandes") && received.Recipients.Contains(Pages.Father));
        mail.Message.To.Mailboxes.Select(box => box.Address).Should().Equal(Pages.Father);
        mail = await smtp.WaitForAsync(received => received.Message.Subject!.Contains("2 demandes") && received.Recipients.Contains(Pages.Mother));
        mail.Message.To.Mailboxes.Select(box => box.Address).Should().Equal(Pages.Mother);
        mail.Message.TextBody.Should().Contain("22-01-2019").And.Contain("Équipe réduite");
        var mother = await demo.SignInAsync(Pages.Mother, phone);
        await mother.OpenAsync("/mon-compte/historique");
        await Expect(mother.Locator("tr", new() { HasText = "22-01-2019" })).ToContainTextAsync("Inscription refusée");
    }

    [Fact]
    public async Task Two_colleagues_on_one_request_and_the_second_is_told()
    {
        await using var demo = await Demo.StartAsync();
        var agent = await demo.SignInAsync(Pages.Agent);
        var director = await demo.SignInAsync(Pages.Director);
        foreach (var page in new[] { agent, director })
        {
            await page.OpenAsync("/gestion/demandes?q=0119");
        }

        var accept = new PageGetByRoleOptions { Name = "Accepter Enfant 1 le 22-01-2019" };
        await agent.GetByRole(AriaRole.Button, accept).ClickAsync();
        await Expect(agent.GetByText("1 demande traitée.")).ToBeVisibleAsync();

        // The director's list has lost the line by itself, without a reload.
        await Expect(director.GetByRole(AriaRole.Button, accept)).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Many_are_accepted_at_once_and_what_a_colleague_treated_meanwhile_is_told(bool phone)
    {
        await using var demo = await Demo.StartAsync();
        var agent = await demo.SignInAsync(Pages.Agent, phone);
        var director = await demo.SignInAsync(Pages.Director, phone);
        await agent.OpenAsync("/gestion/demandes?q=0119");
        await director.OpenAsync("/gestion/demandes?q=0119");
        string[] days = ["22-01-2019", "24-01-2019", "25-01-2019"];

        // The director is still writing the reason while the agent accepts the same request among others.
        await director.GetByRole(AriaRole.Button, new() { Name = "Refuser Enfant 1 le 24-01-2019" }).ClickAsync();
        await director.Locator("#reason").FillAsync("Équipe réduite");
        foreach (var day in days)
        {
            await agent.GetByLabel($"Sélectionner Enfant 1 le {day}").CheckAsync();
        }

        await agent.GetByRole(AriaRole.Button, new() { Name = "Accepter la sélection" }).ClickAsync();
        await agent.GetByRole(AriaRole.Button, new() { Name = "Accepter", Exact = true }).Last.ClickAsync();
        await Expect(agent.GetByText("3 demandes traitées.")).ToBeVisibleAsync();
        await director.GetByRole(AriaRole.Button, new() { Name = "Refuser", Exact = true }).Last.ClickAsync();

        await Expect(director.GetByText("déjà traitée entre-temps").First).ToBeVisibleAsync();
        (await Accessibility.FaultsAsync(director)).Should().BeEmpty();
        var mother = await demo.SignInAsync(Pages.Mother, phone);
        foreach (var day in days)
        {
            await mother.OpenAsync("/mon-compte/historique");
            await Expect(mother.Locator("tr", new() { HasText = day })).ToContainTextAsync("Inscription acceptée");
        }
    }

    [Fact]
    public async Task Impossible_dates_of_a_filter_are_told_beside_their_field_over_the_whole_list()
    {
        await using var demo = await Demo.SharedAsync();
        var director = await demo.SignInAsync(Pages.Director);
        foreach (var page in new[] { "/gestion/demandes", "/gestion/demandes/traitees", "/gestion/listes", "/gestion/encadrement", "/gestion/exports" })
        {
            await director.OpenAsync($"{page}?du=2019-02-31");
            await Expect(director.GetByText("« 2019-02-31 » n’est pas une date du calendrier")).ToBeVisibleAsync();
            await director.OpenAsync($"{page}?du=2019-02-05&au=2019-01-05");
            await Expect(director.GetByText(OutOfOrder()).First).ToBeVisibleAsync();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_is_parent_and_agent_goes_from_one_space_to_the_other(bool phone)
    {
        await using var demo = await Demo.SharedAsync();
        var both = await demo.SignInAsync(Pages.ParentAndAgent, phone);
        await both.OpenAsync("/");

        await both.GetByRole(AriaRole.Link, new() { Name = "Espace centre" }).ClickAsync();
        await Expect(both.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Tableau de bord");
        (await Accessibility.FaultsAsync(both)).Should().BeEmpty();
        (await both.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth")).Should().BeFalse();
        await both.OpenAsync("/gestion/modifications");
        var own = both.Locator("tr", new() { HasText = "Votre famille" });
        await Expect(own).ToContainTextAsync("Un collègue répond.");
        (await own.GetByRole(AriaRole.Button).CountAsync()).Should().Be(0);
        await both.GetByRole(AriaRole.Link, new() { Name = "Espace famille" }).ClickAsync();
        await Expect(both.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Bonjour, famille Abelard");
        (await (await demo.SignInAsync(Pages.Mother, phone)).GetByRole(AriaRole.Link, new() { Name = "Espace centre" }).CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task An_agent_books_moves_and_cancels_on_behalf_of_a_family()
    {
        await using var demo = await Demo.StartAsync();
        var agent = await demo.SignInAsync(Pages.Agent);
        await agent.OpenAsync("/gestion/familles/1");

        await agent.GetByText("Inscrire au nom de la famille").ClickAsync();
        await agent.SelectOptionAsync("#b-child", new SelectOptionValue { Label = "Enfant 2" });
        await agent.SelectOptionAsync("#b-activity", new SelectOptionValue { Label = "Chablis mercredi matin" });
        await agent.FillAsync("#b-from", "2019-01-16");
        await agent.FillAsync("#b-to", "2019-01-16");
        await agent.GetByRole(AriaRole.Button, new() { Name = "Inscrire", Exact = true }).ClickAsync();
        await Expect(agent.GetByText("1 inscription faite.")).ToBeVisibleAsync();

        await agent.GetByRole(AriaRole.Button, new() { Name = "Déplacer Enfant 2 du 16-01-2019" }).ClickAsync();
        await agent.FillAsync("#move-date", "2019-01-17");
        await agent.GetByRole(AriaRole.Button, new() { Name = "Déplacer", Exact = true }).Last.ClickAsync();
        await Expect(agent.GetByText("n’a pas lieu ce jour de la semaine")).ToBeVisibleAsync();
        await agent.FillAsync("#move-date", "2019-01-23");
        await agent.GetByRole(AriaRole.Button, new() { Name = "Déplacer", Exact = true }).Last.ClickAsync();
        await agent.GetByRole(AriaRole.Button, new() { Name = "Annuler Enfant 2 du 23-01-2019" }).ClickAsync();
        await agent.Locator("#reason").FillAsync("Déménagement");
        await agent.GetByRole(AriaRole.Button, new() { Name = "Annuler l’inscription" }).ClickAsync();
        await Expect(agent.Locator("tr", new() { HasText = "Déménagement" })).ToContainTextAsync("Inscription annulée");
    }

    // Lists that bound the length of a period say both in one sentence.
    [GeneratedRegex("La date « au » doit être le même jour|commence et finit dans l’ordre", RegexOptions.None, 1000)]
    private static partial Regex OutOfOrder();
}
