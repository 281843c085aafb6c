using ClsPortal.Web.Tests.Support;

namespace ClsPortal.Web.Tests.Hosting;

public sealed class SecurityHeadersTests
{
    [Theory]
    [InlineData("/connexion")]
    [InlineData("/nulle-part")]
    [InlineData("/css/theme.css")]
    [InlineData("/health/live")]
    public async Task Every_answer_tells_browsers_what_to_refuse(string address)
    {
        await using var portal = await PortalHost.StartAsync();

        using var answer = await portal.Visitor().Http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

        var policies = answer.Headers.GetValues("Content-Security-Policy").Should().ContainSingle().Which.Split("; ");
        policies.Should().Contain(["default-src 'self'", "script-src 'self'", "object-src 'none'", "frame-ancestors 'none'", "form-action 'self'"]);
        answer.Headers.GetValues("Strict-Transport-Security").Should().Equal("max-age=31536000; includeSubDomains");
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
    }

    [Fact]
    public async Task Pages_are_not_kept_by_browsers_and_style_sheets_are()
    {
        await using var portal = await PortalHost.StartAsync();
        var http = portal.Visitor().Http;

        using var page = await http.GetAsync(new Uri("/connexion", UriKind.Relative), TestContext.Current.CancellationToken);
        using var style = await http.GetAsync(new Uri("/css/theme.css", UriKind.Relative), TestContext.Current.CancellationToken);

        page.Headers.CacheControl!.NoStore.Should().BeTrue();
        style.Headers.CacheControl!.NoStore.Should().BeFalse();
    }
}
