using System.Net;
using ClsPortal.Web.Hosting;
using ClsPortal.Web.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace ClsPortal.Web.Tests.Centre;

/// <summary>What the law wants everybody to find, without a sign-in and without JavaScript.</summary>
public sealed class LegalPagesTests
{
    [Fact]
    public async Task Until_somebody_audits_the_portal_names_what_its_own_audit_found()
    {
        await using var portal = await PortalHost.StartAsync();

        var page = await portal.Visitor().Open("/accessibilite");

        page.Status.Should().Be(HttpStatusCode.OK);
        page.Heading.Should().Be("Déclaration d’accessibilité");
        page.Text.Should()
            .Contain("est partiellement conforme avec")
            .And.Contain("L’audit du 29-11-2026, mené par l’équipe qui fait le portail (auto-évaluation), a trouvé 72 % des critères respectés")
            .And.Contain("il y en a 98 % depuis les corrections faites sur ses constats, sans nouvel audit de l’ensemble.")
            .And.Contain("Défenseur des droits")
            .And.Contain("centre@example.fr")
            .And.Contain("Accessibilité : partiellement conforme");
        page.Html.Should().NotContain("<script");
        (await portal.Visitor().Open("/connexion")).Html.Should().Contain("href=\"/accessibilite\"").And.Contain("href=\"/mentions-legales\"");
    }

    [Theory]
    [InlineData("49", "non conforme")]
    [InlineData("50", "partiellement conforme")]
    [InlineData("100", "totalement conforme")]
    public async Task An_audit_names_the_level(string percent, string words)
    {
        await using var portal = await PortalHost.StartAsync(
            null,
            ("Portal:Accessibility:Percent", percent),
            ("Portal:Accessibility:Auditor", "la société Exemple"),
            ("Portal:Accessibility:AuditedOn", "2026-11-24")
        );

        (await portal.Visitor().Open("/accessibilite"))
            .Text.Should()
            .Contain($"est {words} avec")
            .And.Contain($"L’audit du 24-11-2026, mené par la société Exemple, a trouvé {percent} %")
            .And.Contain($"Accessibilité : {words}");
    }

    [Fact]
    public async Task Legal_notices_name_what_the_settings_say_and_invent_nothing()
    {
        await using var bare = await PortalHost.StartAsync();
        await using var told = await PortalHost.StartAsync(
            null,
            ("Portal:Legal:Publisher", "Commune de Chablis"),
            ("Portal:Legal:Director", "la maire"),
            ("Portal:Legal:Host", "Hébergeur Exemple, 1 rue du Port, 33000 Bordeaux")
        );

        (await bare.Visitor().Open("/mentions-legales")).Text.Should().Contain("Non renseigné");
        (await told.Visitor().Open("/mentions-legales"))
            .Text.Should()
            .Contain("Commune de Chablis")
            .And.Contain("la maire")
            .And.Contain("Hébergeur Exemple")
            .And.NotContain("Non renseigné");
    }

    [Theory]
    [InlineData("Percent", "beaucoup")]
    [InlineData("Percent", "101")]
    [InlineData("Auditor", "")]
    [InlineData("AuditedOn", "24-11-2026")]
    public void A_wrong_value_names_its_key(string key, string value)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Portal:Accessibility:Percent"] = "70",
            ["Portal:Accessibility:Auditor"] = "x",
            ["Portal:Accessibility:AuditedOn"] = "2026-11-24",
            [$"Portal:Accessibility:{key}"] = value,
        };
        var reading = () => LegalSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());

        reading.Should().Throw<InvalidOperationException>().WithMessage($"Portal:Accessibility:{key} is *");
    }
}
