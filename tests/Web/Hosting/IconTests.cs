using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ClsPortal.Web.Tests.Support;

namespace ClsPortal.Web.Tests.Hosting;

/// <summary>Browsers ask for this address by themselves, whatever a page says.</summary>
public sealed partial class IconTests
{
    [Fact]
    public async Task The_icon_is_where_browsers_look_for_it_and_pages_name_it()
    {
        await using var portal = await PortalHost.StartAsync();

        (await portal.Visitor().Open("/favicon.ico")).Status.Should().Be(HttpStatusCode.OK);
        (await portal.Visitor().Open("/connexion")).Html.Should().Contain("href=\"/favicon.ico\"");
    }

    [Fact]
    public async Task The_portal_can_be_installed_and_password_managers_find_where_a_password_is_changed()
    {
        await using var portal = await PortalHost.StartAsync();
        var visitor = portal.Visitor();
        var page = (await visitor.Open("/connexion")).Html;
        var address = Manifest().Match(page).Groups["address"].Value;
        using var answer = await visitor.Http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        using var change = await visitor.Http.GetAsync(new Uri("/.well-known/change-password", UriKind.Relative), TestContext.Current.CancellationToken);

        using var manifest = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/manifest+json");
        foreach (var icon in manifest.RootElement.GetProperty("icons").EnumerateArray())
        {
            (await visitor.Open(icon.GetProperty("src").GetString()!)).Status.Should().Be(HttpStatusCode.OK);
        }

        page.Should().Contain("<meta name=\"theme-color\"").And.Contain("<meta name=\"description\"").And.Contain("rel=\"apple-touch-icon\"");
        change.Headers.Location!.OriginalString.Should().Be("/mon-compte/securite/mot-de-passe");
    }

    [GeneratedRegex("rel=\"manifest\" href=\"(?<address>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Manifest();
}
