using System.Net;
using ClsPortal.Web.Hosting;
using ClsPortal.Web.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Web.Tests.Hosting;

/// <summary>Who is taken for whom behind a reverse proxy. The connection to the portal comes from <see cref="Connection"/>.</summary>
public sealed class TrustedProxiesTests
{
    private const string Proxy = "10.0.0.2";

    [Theory]
    [InlineData("Portal:Proxy:Addresses", Proxy)]
    [InlineData("Portal:Proxy:Networks", "192.168.0.0/16, 10.0.0.0/24")]
    public async Task Behind_a_known_proxy_every_visitor_has_a_limit_of_its_own(string key, string value)
    {
        await using var portal = await StartAsync(Proxy, (key, value));

        (await PostAsync(portal, "203.0.113.1", posts: 31)).Should().Be(HttpStatusCode.TooManyRequests);

        (await PostAsync(portal, "203.0.113.2", posts: 1)).Should().Be(HttpStatusCode.OK);
        (await PostAsync(portal, "203.0.113.1, 203.0.113.3", posts: 1))
            .Should()
            .Be(HttpStatusCode.OK, "the last hop before the proxy counts, not what it claims");
    }

    [Fact]
    public async Task Without_the_setting_nobody_gets_a_fresh_limit_by_a_header()
    {
        await using var portal = await StartAsync(Proxy);
        await PostAsync(portal, "203.0.113.1", posts: 31);

        (await PostAsync(portal, "203.0.113.2", posts: 1)).Should().Be(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Who_comes_past_the_proxy_is_not_believed()
    {
        await using var portal = await StartAsync("198.51.100.7", ("Portal:Proxy:Addresses", Proxy));
        await PostAsync(portal, "203.0.113.1", posts: 31);

        (await PostAsync(portal, "203.0.113.2", posts: 1)).Should().Be(HttpStatusCode.TooManyRequests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_cookie_is_for_https_only_when_the_known_proxy_says_https(bool isKnown)
    {
        // A public address on https would decide it whatever a proxy says.
        (string, string)[] settings = [("Portal:PublicUrl", "http://localhost")];
        await using var portal = await StartAsync(Proxy, isKnown ? [.. settings, ("Portal:Proxy:Addresses", Proxy)] : settings);
        var email = await portal.GivenParent();
        var visitor = new Visitor(portal.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new Uri("http://localhost") }));
        visitor.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.1");
        visitor.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        var page = await visitor.Open("/connexion");
        using var form = new FormUrlEncodedContent([.. page.HiddenFields, new("Model.Email", email), new("Model.Password", PortalHost.Password)]);

        using var answer = await visitor.Http.PostAsync(new Uri("/connexion", UriKind.Relative), form, TestContext.Current.CancellationToken);

        answer
            .Headers.GetValues("Set-Cookie")
            .Single(cookie => cookie.StartsWith("ClsPortal=", StringComparison.Ordinal))
            .Contains("; secure", StringComparison.OrdinalIgnoreCase)
            .Should()
            .Be(isKnown);
    }

    [Theory]
    [InlineData("Portal:Proxy:Addresses", "10.0.0.300")]
    [InlineData("Portal:Proxy:Addresses", "proxy")]
    [InlineData("Portal:Proxy:Networks", "10.0.0.1")]
    [InlineData("Portal:Proxy:Networks", "10.0.0.0/33")]
    public void A_wrong_value_stops_the_start_with_a_sentence_that_names_the_key(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();

        var reading = () => TrustedProxies.Read(configuration);

        reading.Should().Throw<InvalidOperationException>().WithMessage($"{key} holds '{value}': expected *");
    }

    private static Task<PortalHost> StartAsync(string connection, params (string Key, string Value)[] settings) =>
        PortalHost.StartAsync(services => services.AddSingleton<IStartupFilter>(new Connection(IPAddress.Parse(connection))), settings);

    private static async Task<HttpStatusCode> PostAsync(PortalHost portal, string forwardedFor, int posts)
    {
        var visitor = portal.Visitor();
        visitor.Http.DefaultRequestHeaders.Add("X-Forwarded-For", forwardedFor);
        var page = await visitor.Open("/connexion");
        for (var post = 1; post < posts; post++)
        {
            await visitor.Submit(page, "/connexion");
        }

        return (await visitor.Submit(page, "/connexion")).Status;
    }

    /// <summary>The test server has no sockets, so that somebody must say where a request comes from.</summary>
    private sealed class Connection(IPAddress address) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    (context, go) =>
                    {
                        context.Connection.RemoteIpAddress = address;
                        return go(context);
                    }
                );
                next(app);
            };
    }
}
