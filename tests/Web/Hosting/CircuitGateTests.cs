using System.Net;
using System.Net.WebSockets;
using ClsPortal.Web.Hosting;
using ClsPortal.Web.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace ClsPortal.Web.Tests.Hosting;

/// <summary>Who may open a circuit, and how many.</summary>
public sealed class CircuitGateTests
{
    private const string Ours = PortalHost.Address;

    [Fact]
    public async Task A_stranger_opens_no_circuit()
    {
        await using var portal = await PortalHost.StartAsync();

        (await Negotiate(portal.Visitor(), Ours)).Should().Be(HttpStatusCode.Unauthorized);
        (await portal.Visitor().Open("/_blazor?id=x")).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_connection_of_many_short_requests_which_nobody_could_count_is_refused()
    {
        await using var portal = await PortalHost.StartAsync();
        var visitor = portal.Visitor();
        await visitor.SignIn(await portal.GivenParent());

        (await visitor.Open("/_blazor?id=x")).Status.Should().Be(HttpStatusCode.BadRequest);
        using var sent = await visitor.Http.PostAsync(new Uri("/_blazor?id=x", UriKind.Relative), null, TestContext.Current.CancellationToken);
        sent.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("https://portail.example.fr", HttpStatusCode.OK)]
    [InlineData("https://localhost", HttpStatusCode.Forbidden)]
    [InlineData("", HttpStatusCode.OK)]
    [InlineData("https://autre.example.fr", HttpStatusCode.Forbidden)]
    [InlineData("https://portail.example.fr.mechant.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    public async Task Only_pages_of_the_portal_open_one(string origin, HttpStatusCode expected)
    {
        await using var portal = await PortalHost.StartAsync();
        var visitor = portal.Visitor();
        await visitor.SignIn(await portal.GivenParent());

        (await Negotiate(visitor, origin)).Should().Be(expected);
    }

    [Fact]
    public async Task A_login_holds_so_many_pages_open_and_the_next_is_told_in_French_until_one_is_closed()
    {
        await using var portal = await PortalHost.StartAsync(null, ("Portal:Circuits:PerUser", "2"));
        var (email, other) = (await portal.GivenParent(), await portal.GivenParent());
        var (visitor, neighbour) = (portal.Visitor(), portal.Visitor());
        await visitor.SignIn(email);
        await neighbour.SignIn(other);
        using var first = await ConnectAsync(portal, email);
        using var second = await ConnectAsync(portal, email);

        var page = await visitor.Open("/demandes");
        var connection = () => ConnectAsync(portal, email);

        (page.Status, page.Heading).Should().Be((HttpStatusCode.TooManyRequests, "Trop de pages ouvertes"));
        (await visitor.Open("/deconnexion")).Status.Should().Be(HttpStatusCode.OK, "pages without a circuit stay open");
        (await Negotiate(visitor, Ours)).Should().Be(HttpStatusCode.TooManyRequests);
        await connection.Should().ThrowAsync<Exception>("whatever a browser does");
        (await neighbour.Open("/demandes")).Status.Should().Be(HttpStatusCode.OK);

        await second.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        await Until(async () => (await visitor.Open("/demandes")).Status == HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("PerUser", "0")]
    [InlineData("PerAddress", "viele")]
    public void A_wrong_limit_names_its_key(string key, string value)
    {
        var reading = () => CircuitLimits.Read(new ConfigurationBuilder().AddInMemoryCollection([new($"Portal:Circuits:{key}", value)]).Build());

        reading.Should().Throw<InvalidOperationException>().WithMessage($"Portal:Circuits:{key} is '{value}'*");
    }

    private static async Task<HttpStatusCode> Negotiate(Visitor visitor, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        if (origin.Length > 0)
        {
            request.Headers.Add("Origin", origin);
        }

        using var answer = await visitor.Http.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>A connection as a browser opens it, which stays until it is closed.</summary>
    private static async Task<WebSocket> ConnectAsync(PortalHost portal, string email)
    {
        var visitor = portal.Visitor();
        var page = await visitor.Open("/connexion");
        using var form = new FormUrlEncodedContent([
            .. page.HiddenFields,
            KeyValuePair.Create("Model.Email", email),
            KeyValuePair.Create("Model.Password", PortalHost.Password),
        ]);
        using var answer = await visitor.Http.PostAsync(new Uri("/connexion", UriKind.Relative), form);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(line => line.StartsWith("__Host-ClsPortal=", StringComparison.Ordinal)).Split(';')[0];
        var client = portal.Server.CreateWebSocketClient();
        client.ConfigureRequest = request =>
        {
            request.Headers.Cookie = cookie;
            request.Headers.Origin = Ours;
        };
        return await client.ConnectAsync(new Uri("wss://portail.example.fr/_blazor"), TestContext.Current.CancellationToken);
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var attempt = 0; !await holds(); attempt++)
        {
            attempt.Should().BeLessThan(100);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
