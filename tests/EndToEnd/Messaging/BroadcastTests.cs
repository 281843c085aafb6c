using ClsPortal.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace ClsPortal.EndToEnd.Tests.Messaging;

public sealed class BroadcastTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_director_writes_to_the_families_of_some_days_and_sees_who_reads_and_answers(bool phone)
    {
        await using var demo = await Demo.StartAsync();
        var director = await demo.SignInAsync(Pages.Director, phone);
        await director.OpenAsync("/gestion/messages/nouveau");
        await director.CheckAsync("#b-everybody");
        await director.GetByText("Voir qui le recevra").ClickAsync();
        await director.GetByText("Envoyer à ces").WaitForAsync();
        (await Accessibility.FaultsAsync(director)).Should().BeEmpty();
        await director.GetByLabel("Familles d’enfants inscrits").CheckAsync();
        await Assertions.Expect(director.GetByText("Envoyer à ces")).ToHaveCountAsync(0);
        await director.FillAsync("#b-to", "2019-01-25");
        await director.GetByText("Voir qui le recevra").ClickAsync();
        var send = director.GetByText("Envoyer à ces");
        await send.ClickAsync();
        await director.Locator("#b-subject-error").WaitForAsync();
        await director.FillAsync("#b-subject", "Sortie au lac");
        await director.FillAsync("#b-text", "Prévoir un pique-nique.");
        await send.DblClickAsync();
        await director.WaitForURLAsync("**/gestion/messages/envoyes/*");
        await director.GetByText("Lu par 0 famille").WaitForAsync();
        var sent = new Uri(director.Url).PathAndQuery;

        var mother = await demo.SignInAsync(Pages.Mother, phone);
        await mother.OpenAsync("/contact");
        await mother.GetByRole(AriaRole.Link, new() { Name = "Sortie au lac" }).ClickAsync();
        await mother.Locator(".thread").GetByText("Prévoir un pique-nique.").WaitForAsync();
        await mother.FillAsync("#answer", "C’est noté.");
        await mother.GetByRole(AriaRole.Button, new() { Name = "Envoyer", Exact = true }).ClickAsync();
        await mother.Locator(".thread").GetByText("C’est noté.").WaitForAsync();

        // Without a reload: what the family does moves the counts.
        await director.GetByText("Lu par 1 famille").WaitForAsync();
        await director.GetByText("a répondu").WaitForAsync();
        await director.OpenAsync("/gestion/messages/envoyes");
        (await director.GetByRole(AriaRole.Link, new() { Name = "Sortie au lac" }).CountAsync()).Should().Be(1, "two clicks send once");
        await director.OpenAsync(sent);
        (await Accessibility.FaultsAsync(director)).Should().BeEmpty();
        (await director.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth")).Should().BeFalse();
    }
}
