using System.Net;

namespace ClsPortal.EndToEnd.Tests.Support;

public sealed class PortalProcessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_published_portal_starts_serves_its_pages_and_static_files_and_stops_when_asked()
    {
        await using var portal = await PortalProcess.StartAsync(cancellation: Cancellation);
        using var client = new HttpClient { BaseAddress = portal.Address };

        using var page = await client.GetAsync(new Uri("/", UriKind.Relative), Cancellation);
        using var script = await client.GetAsync(new Uri("/_framework/blazor.web.js", UriKind.Relative), Cancellation);
        var code = await portal.StopAsync();

        page.StatusCode.Should().Be(HttpStatusCode.OK);
        script.StatusCode.Should().Be(HttpStatusCode.OK);
        code.Should().Be(0, portal.Output);
    }

    [Fact]
    public async Task A_killed_portal_is_gone_at_once()
    {
        await using var portal = await PortalProcess.StartAsync(cancellation: Cancellation);

        portal.Kill();

        portal.HasExited.Should().BeTrue();
        using var client = new HttpClient();
        var asking = () => client.GetAsync(portal.Address, Cancellation);
        await asking.Should().ThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task A_portal_that_cannot_start_fails_the_test_with_what_it_wrote()
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Portal__Database__Provider"] = "Abacus" };

        var starting = () => PortalProcess.StartAsync(settings, Cancellation);

        await starting
            .Should()
            .ThrowAsync<PortalNotReadyException>()
            .WithMessage("The portal ended with code *before it was ready. It wrote:*Portal:Database:Provider*");
    }
}
