using System.Net;
using ClsPortal.Web.Tests.Support;

namespace ClsPortal.Web.Tests.Hosting;

/// <summary>Under which names the portal answers.</summary>
public sealed class KnownHostsTests
{
    [Theory]
    [InlineData("evil.example", "/")]
    [InlineData("evil.example", "/connexion")]
    [InlineData("evil.example", "/Connexion/")]
    [InlineData("evil.example", "//evil.example/?page=abc")]
    [InlineData("evil.example", "/demandes?page=abc")]
    [InlineData("evil.example", "/paiement/retour")]
    [InlineData("evil.example", "/%2f")]
    [InlineData("portail.example.fr.evil.example", "/demandes")]
    [InlineData("evil.example:443", "/demandes")]
    [InlineData("localhost", "/demandes")]
    [InlineData("127.0.0.1", "/demandes")]
    [InlineData("", "/demandes")]
    public async Task Another_name_than_the_public_one_is_refused_and_leads_nowhere(string host, string target)
    {
        await using var portal = await PortalHost.ListeningAsync(null, ("Portal:PublicUrl", PortalHost.Address));

        var answer = await Wire.AskAsync(portal.Listening, "GET", target, $"Host: {host}", "X-Forwarded-Host: portail.example.fr");

        (answer.Status, answer.Location, answer.SetCookie).Should().Be((400, null, null));
    }

    [Theory]
    [InlineData("PORTAIL.example.fr", "/connexion")]
    [InlineData("portail.example.fr:8443", "/connexion")]
    [InlineData("127.0.0.1", "/health/live")]
    [InlineData("localhost:8080", "/health/ready")]
    [InlineData("10.0.0.3:8080", "/metrics")]
    [InlineData("", "/health/ready")]
    public async Task The_public_name_is_answered_and_whoever_watches_the_machine_under_any(string host, string target)
    {
        await using var portal = await PortalHost.ListeningAsync(null, ("Portal:PublicUrl", PortalHost.Address), ("Portal:Metrics", "true"));

        (await Wire.AskAsync(portal.Listening, "GET", target, $"Host: {host}")).Status.Should().Be(200);
    }

    [Theory]
    [InlineData("localhost:5080", 200)]
    [InlineData("192.168.1.20:5080", 200)]
    [InlineData("[fe80::1]:5080", 200)]
    [InlineData("poste-3:5080", 200)]
    [InlineData("poste-3.local:5080", 200)]
    [InlineData("evil.example", 400)]
    [InlineData("localhost.evil.example", 400)]
    public async Task Tried_out_without_a_public_address_it_answers_in_the_house(string host, int status)
    {
        await using var portal = await PortalHost.ListeningAsync();

        (await Wire.AskAsync(portal.Listening, "GET", "/connexion", $"Host: {host}")).Status.Should().Be(status);
    }

    [Fact]
    public async Task Whoever_comes_under_another_name_is_told_the_right_one()
    {
        await using var portal = await PortalHost.StartAsync();
        using var http = portal.CreateClient(new() { BaseAddress = new Uri("https://10.0.0.3") });

        using var answer = await http.GetAsync(new Uri("/connexion", UriKind.Relative), TestContext.Current.CancellationToken);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .Should()
            .Be("Ce n’est pas l’adresse du portail. Ouvrez https://portail.example.fr/\n");
    }
}
