using System.Net;

namespace ClsPortal.EndToEnd.Tests.Operations;

public sealed class DepartureTests
{
    [Fact]
    public async Task A_copy_that_was_asked_to_stop_is_no_longer_ready_takes_no_new_circuit_and_still_answers_a_while()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var portal = await PortalProcess.StartAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["Portal__ShutdownGrace"] = "5" },
            cancellation
        );
        using var client = new HttpClient { BaseAddress = portal.Address };
        (await StatusOf("/health/ready")).Should().Be(HttpStatusCode.OK);

        var stopping = portal.StopAsync();
        while (await StatusOf("/health/ready") == HttpStatusCode.OK)
        {
            await Task.Delay(50, cancellation);
        }

        (await StatusOf("/_blazor/negotiate")).Should().Be(HttpStatusCode.ServiceUnavailable);
        (await StatusOf("/_BLAZOR/Negotiate/")).Should().Be(HttpStatusCode.ServiceUnavailable, "however it is written");
        (await StatusOf("/connexion")).Should().Be(HttpStatusCode.OK);
        (await StatusOf("/health/live")).Should().Be(HttpStatusCode.OK);
        (await stopping).Should().Be(0, portal.Output);

        async Task<HttpStatusCode> StatusOf(string address)
        {
            using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), cancellation);
            return answer.StatusCode;
        }
    }
}
