using System.Net;
using ClsPortal.Web.Tests.Support;

namespace ClsPortal.Web.Tests.Hosting;

/// <summary>Browsers ask for this address by themselves, whatever a page says.</summary>
public sealed class IconTests
{
    [Fact]
    public async Task The_icon_is_where_browsers_look_for_it_and_pages_name_it()
    {
        await using var portal = await PortalHost.StartAsync();

        (await portal.Visitor().Open("/favicon.ico")).Status.Should().Be(HttpStatusCode.OK);
        (await portal.Visitor().Open("/connexion")).Html.Should().Contain("href=\"/favicon.ico\"");
    }
}
