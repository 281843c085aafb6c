using System.Text.RegularExpressions;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Tests.Support;

namespace ClsPortal.Web.Tests.Shared;

/// <summary>Pages that show, link and post have no circuit (docs/architecture.md lists them).</summary>
public sealed partial class StaticPageTests
{
    [Fact]
    public async Task A_page_that_only_shows_names_no_script_of_Blazor_s_and_keeps_the_look_of_the_others()
    {
        await using var portal = await PortalHost.StartAsync();
        var parent = portal.Visitor();
        await parent.SignIn(await portal.GivenParent());
        foreach (var address in new[] { "/", "/mon-compte/factures", "/mon-compte/attestation-fiscale/2018", "/documents" })
        {
            Check(address, (await parent.Open(address)).Html);
        }

        foreach (
            var (role, addresses) in new (Roles, string[])[]
            {
                (
                    Roles.Director,
                    [
                        "/gestion",
                        "/gestion/familles",
                        "/gestion/messages/envoyes",
                        "/gestion/listes",
                        "/gestion/exports",
                        "/gestion/parametres",
                        "/gestion/demarrage",
                        "/gestion/statistiques",
                    ]
                ),
                (Roles.Accountant, ["/gestion/factures"]),
                (Roles.Administrator, ["/gestion/journal", "/gestion/droits"]),
            }
        )
        {
            var staff = portal.Visitor();
            await staff.SignInStronglyAsync(portal, await portal.GivenStaff(role));
            foreach (var address in addresses)
            {
                Check(address, (await staff.Open(address)).Html);
            }
        }
    }

    [Fact]
    public async Task A_page_that_lives_names_them()
    {
        await using var portal = await PortalHost.StartAsync();
        var parent = portal.Visitor();
        await parent.SignIn(await portal.GivenParent());

        var html = (await parent.Open("/inscriptions")).Html;

        Scripts(html).Should().Contain(name => name.StartsWith("_framework/blazor.web", StringComparison.Ordinal));
    }

    private static void Check(string address, string html)
    {
        html.Should().Contain("<h1", address).And.Contain("aria-label=\"Menu principal\"", address).And.Contain("css/portal.", address);
        html.Should().NotContain("Chargement…", address);
        // The framework hands over the token of its forms, whether there is a circuit to take it or not; what the page shows is not in it.
        State().Match(html).Groups["state"].Length.Should().BeLessThan(2_000, address);
        Scripts(html)
            .Should()
            .OnlyContain(name => name.StartsWith("js/menu.", StringComparison.Ordinal) || name.StartsWith("js/fresh.", StringComparison.Ordinal), address);
        html.Should().NotContain("MudBlazor", address);
    }

    private static List<string> Scripts(string html) => Script().Matches(html).Select(match => match.Groups["name"].Value.TrimStart('/')).ToList();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>[^-]*)-->", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex State();

    [GeneratedRegex("<script[^>]* src=\"(?<name>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Script();
}
