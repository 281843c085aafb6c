using System.Net;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Tests.Support;

namespace ClsPortal.Web.Tests.Hosting;

/// <summary>Every gate, against every way to write an address; over a socket, for a client would tidy them.</summary>
public sealed class GateFuzzTests
{
    private const string Negotiate = "/_blazor/negotiate";
    private const string Foreign = "Origin: https://evil.example";
    private static readonly string[] Upgrade =
    [
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ];

    // What nobody reads without a sign-in: a page, a list, files of each kind, what scripts talk to.
    private static readonly string[] Private =
    [
        "/demandes",
        "/gestion",
        "/gestion/familles",
        "/gestion/exports/families.csv",
        "/mon-compte/mes-donnees.zip",
        "/mon-compte/historique.xlsx",
        "/gestion/presences/etat",
        "/_blazor/initializers",
    ];

    [Fact]
    public async Task A_stranger_passes_no_gate_however_the_address_is_written()
    {
        await using var portal = await PortalHost.ListeningAsync();
        var passed = new List<string>();

        foreach (var path in Private)
        {
            (await Wire.AskAsync(portal.Listening, "GET", path))
                .Location.Should()
                .StartWith("/connexion?ReturnUrl=", "a stranger is asked to sign in at {0}", path);
            foreach (var spelling in Spellings.Of(path))
            {
                var answer = await FollowAsync(portal, spelling);
                if (!IsRefused(answer) && !(answer.Status == 302 && answer.Location!.StartsWith("/connexion?ReturnUrl=", StringComparison.Ordinal)))
                {
                    passed.Add($"GET {spelling}: {answer}");
                }

                if (answer.Status != 400 && answer.CacheControl != "no-store")
                {
                    passed.Add($"GET {spelling} may be kept: {answer}");
                }
            }
        }

        passed.Should().BeEmpty();
    }

    [Fact]
    public async Task Nobody_opens_a_circuit_without_a_sign_in_or_from_a_page_of_another_site_however_the_address_is_written()
    {
        await using var portal = await PortalHost.ListeningAsync();
        var cookie = await SignedInAsync(portal, await portal.GivenParent());
        var opened = new List<string>();

        foreach (var (who, headers) in new[] { ("stranger", Array.Empty<string>()), ("page of another site", [cookie, Foreign]) })
        {
            foreach (var spelling in Spellings.Of(Negotiate).Append(Negotiate))
            {
                await RefusedAsync("POST", spelling + "?negotiateVersion=1", headers);
            }

            foreach (var spelling in Spellings.Of("/_blazor").Append("/_blazor"))
            {
                await RefusedAsync("GET", spelling, [.. headers, .. Upgrade]);
            }

            async Task RefusedAsync(string method, string target, string[] sent)
            {
                var answer = await Wire.AskAsync(portal.Listening, method, target, sent);
                if (!IsRefused(answer) && !(method == "GET" && answer.Status == 302 && answer.Location is "/_blazor"))
                {
                    opened.Add($"{who} {method} {target}: {answer}");
                }
            }
        }

        opened.Should().BeEmpty();
        (await Wire.AskAsync(portal.Listening, "POST", Negotiate + "?negotiateVersion=1", cookie)).Status.Should().Be(200, "whoever is signed in may");
        (await Wire.AskAsync(portal.Listening, "GET", "/_blazor", [cookie, .. Upgrade])).Status.Should().Be(101);
    }

    [Fact]
    public async Task Staff_without_a_second_factor_pass_to_nothing_of_the_centre_however_the_address_is_written()
    {
        await using var portal = await PortalHost.ListeningAsync(null, ("Portal:Security:StaffSecondFactor", "Required"));
        var cookie = await SignedInAsync(portal, await portal.GivenStaff(Roles.Director));
        var passed = new List<string>();

        foreach (var path in (string[])["/gestion/familles", "/gestion/exports/families.csv", "/gestion/listes/liste.pdf"])
        {
            (await Wire.AskAsync(portal.Listening, "GET", path, cookie)).Location.Should().StartWith("/mon-compte/securite/second-facteur?retour=");
            foreach (var spelling in Spellings.Of(path))
            {
                var answer = await FollowAsync(portal, spelling, cookie);
                if (!IsRefused(answer) && !(answer.Status == 302 && answer.Location!.StartsWith("/mon-compte/securite/", StringComparison.Ordinal)))
                {
                    passed.Add($"{spelling}: {answer}");
                }
            }
        }

        passed.Should().BeEmpty();
    }

    [Fact]
    public async Task Passwords_are_not_tried_past_the_limit_however_the_address_is_written()
    {
        await using var portal = await PortalHost.ListeningAsync();
        for (var post = 0; post < 30; post++)
        {
            await Wire.AskAsync(portal.Listening, "POST", "/connexion");
        }

        var statuses = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var spelling in Spellings.Of("/connexion").Append("/connexion"))
        {
            statuses[spelling] = (await Wire.AskAsync(portal.Listening, "POST", spelling)).Status;
        }

        statuses["/connexion"].Should().Be(429);
        statuses.Values.Should().OnlyContain(status => status == 429 || status == 405 || status == 404 || status == 400);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("POST")]
    public async Task No_address_leads_to_another_site(string method)
    {
        await using var portal = await PortalHost.ListeningAsync();
        var cookie = await SignedInAsync(portal, await portal.GivenParent());
        string[] hosts =
        [
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "/%2fevil.example",
            "/%2f%2fevil.example",
            "/%5cevil.example",
            "/.//evil.example",
            "/.%2f/evil.example",
            "/x/..//evil.example",
            "/%2e//evil.example",
            "/%09/evil.example",
            "/%0d%0aLocation:%20https://evil.example",
            "//user@evil.example",
            "/;//evil.example",
            "/%E3%80%82/evil.example",
            "http://evil.example",
            "https://evil.example",
            "/https:evil.example",
        ];
        string[] ends =
        [
            "",
            "/",
            "/%2e%2e",
            "/demandes",
            "/%2f..",
            "?page=abc",
            "/?page=abc",
            "/demandes?page=abc&retour=//evil.example",
            "/?ReturnUrl=https://evil.example&enfant=x",
        ];
        var away = new List<string>();

        foreach (var target in hosts.SelectMany(host => ends.Select(end => host + end)))
        {
            foreach (var headers in new string[][] { [], [cookie] })
            {
                var answer = await Wire.AskAsync(portal.Listening, method, target, headers);
                if (
                    answer.Location is { } location
                    && (
                        !location.StartsWith('/') || location.StartsWith("//", StringComparison.Ordinal) || location.StartsWith("/\\", StringComparison.Ordinal)
                    )
                )
                {
                    away.Add($"{target}: {answer}");
                }
            }
        }

        away.Should().BeEmpty();
    }

    [Theory]
    [InlineData("GET", "//connexion", 302, "/connexion")]
    [InlineData("GET", "/Connexion/?ReturnUrl=%2Fdemandes", 302, "/connexion?ReturnUrl=%2Fdemandes")]
    [InlineData("HEAD", "/CSS/Theme.css", 302, "/css/theme.css")]
    [InlineData("GET", "/CSS/theme.css", 302, "/css/theme.css")]
    [InlineData("GET", "/mentions%2Dlegales", 200, null)]
    [InlineData("GET", "/mentions-legales/.", 302, "/mentions-legales")]
    [InlineData("GET", "/mentions-legales%2f", 404, null)]
    [InlineData("GET", "/mentions-legales;x", 404, null)]
    [InlineData("GET", "/wp-login.php", 404, null)]
    [InlineData("POST", "/Connexion", 404, null)]
    [InlineData("POST", "//connexion", 404, null)]
    [InlineData("TRACE", "/connexion", 405, null)]
    public async Task An_address_has_one_spelling(string method, string target, int status, string? location)
    {
        await using var portal = await PortalHost.ListeningAsync();

        var answer = await Wire.AskAsync(portal.Listening, method, target);

        (answer.Status, answer.Location).Should().Be((status, location));
    }

    private static bool IsRefused(WireAnswer answer) => answer.Status is 400 or 401 or 403 or 404 or 405;

    /// <summary>Goes on once, to the one spelling of the address.</summary>
    private static async Task<WireAnswer> FollowAsync(PortalHost portal, string target, params string[] headers)
    {
        var answer = await Wire.AskAsync(portal.Listening, "GET", target, headers);
        return answer is { Status: 302, Location: { } location } && !location.Contains('?', StringComparison.Ordinal)
            ? await Wire.AskAsync(portal.Listening, "GET", location, headers)
            : answer;
    }

    private static async Task<string> SignedInAsync(PortalHost portal, string email)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        using var http = new HttpClient(handler) { BaseAddress = portal.Listening };
        await new Visitor(http).SignIn(email);
        return $"Cookie: ClsPortal={handler.CookieContainer.GetCookies(portal.Listening)["ClsPortal"]!.Value}";
    }
}
