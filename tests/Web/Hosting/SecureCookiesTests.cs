using ClsPortal.Application.Shared;
using ClsPortal.Web.Tests.Support;

namespace ClsPortal.Web.Tests.Hosting;

public sealed class SecureCookiesTests
{
    [Fact]
    public async Task Cookies_are_bound_to_the_host_of_a_portal_on_https_even_behind_a_proxy_that_says_nothing()
    {
        await using var portal = await PortalHost.StartAsync();
        var email = await portal.GivenStaff(Roles.Agent);
        await portal.GivenCodes(email);

        var cookies = await CookiesOf(portal, "http://portail.example.fr", email, await portal.GivenParent());

        cookies.Select(cookie => cookie.Split('=')[0]).Should().Contain(["__Host-ClsPortal", "__Host-ClsPortalForm", "__Host-Identity.TwoFactorUserId"]);
        cookies
            .Should()
            .OnlyContain(cookie =>
                cookie.Contains("; secure")
                && cookie.Contains("; path=/;")
                && cookie.Contains("; httponly")
                && cookie.Contains("; samesite=")
                && !cookie.Contains("domain=")
            );
    }

    [Fact]
    public async Task A_portal_that_is_tried_out_on_http_can_be_signed_in_to()
    {
        await using var portal = await PortalHost.StartAsync(null, ("Portal:PublicUrl", "http://localhost"));

        var cookies = await CookiesOf(portal, "http://localhost", await portal.GivenParent());

        cookies.Should().Contain(cookie => cookie.StartsWith("ClsPortal=", StringComparison.Ordinal)).And.NotContain(cookie => cookie.Contains("; secure"));
    }

    private static async Task<List<string>> CookiesOf(PortalHost portal, string address, params string[] emails)
    {
        List<string> cookies = [];
        foreach (var email in emails)
        {
            // No container: what comes back is handed on by hand, as a browser behind a proxy that ends TLS would.
            using var http = portal.CreateClient(
                new()
                {
                    AllowAutoRedirect = false,
                    HandleCookies = false,
                    BaseAddress = new Uri(address),
                }
            );
            using var page = await http.GetAsync(new Uri("/connexion", UriKind.Relative), TestContext.Current.CancellationToken);
            var form = page.Headers.GetValues("Set-Cookie").ToList();
            var hidden = (await Page.Of(page)).HiddenFields;
            using var post = new HttpRequestMessage(HttpMethod.Post, "/connexion")
            {
                Content = new FormUrlEncodedContent([
                    .. hidden,
                    KeyValuePair.Create("Model.Email", email),
                    KeyValuePair.Create("Model.Password", PortalHost.Password),
                ]),
            };
            post.Headers.Add("Cookie", string.Join("; ", form.Select(cookie => cookie.Split(';')[0])));
            using var answer = await http.SendAsync(post, TestContext.Current.CancellationToken);
            cookies.AddRange([.. form, .. answer.Headers.GetValues("Set-Cookie").Where(cookie => !cookie.Contains("expires=Thu, 01 Jan 1970"))]);
        }

        return cookies;
    }
}
