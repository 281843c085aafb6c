using System.Net;
using ClsPortal.Web.Tests.Support;

namespace ClsPortal.Web.Tests.Hosting;

public sealed class ObservationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_count_use_cases_by_name_and_outcome_where_they_are_asked_for()
    {
        await using var portal = await PortalHost.StartAsync(null, ("Portal:Metrics", "true"));
        var visitor = portal.Visitor();
        await visitor.Open("/connexion");

        using var answer = await visitor.Http.GetAsync(new Uri("/metrics", UriKind.Relative), Cancellation);

        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/plain");
        (await answer.Content.ReadAsStringAsync(Cancellation))
            .Should()
            .MatchRegex("portal_message_duration_seconds_count\\{[^}]*message=\"GetOffices\"[^}]*outcome=\"done\"");
    }

    [Fact]
    public async Task Metrics_are_closed_unless_asked_for()
    {
        await using var portal = await PortalHost.StartAsync();

        using var answer = await portal.Visitor().Http.GetAsync(new Uri("/metrics", UriKind.Relative), Cancellation);

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }
}
