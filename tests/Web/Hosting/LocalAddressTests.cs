using System.Net;
using ClsPortal.Web.Hosting;
using ClsPortal.Web.Tests.Support;

namespace ClsPortal.Web.Tests.Hosting;

/// <summary>Where somebody is led after a sign-in or a step before a page.</summary>
public sealed class LocalAddressTests
{
    public static TheoryData<string> Elsewhere =>
        [
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\\/evil.example",
            "/.//evil.example/?page=abc",
            "/./\\evil.example",
            "/..//evil.example",
            "/%2e//evil.example",
            "/a/..//evil.example",
            "/%2f%2fevil.example",
            "/%2fevil.example",
            "/%5cevil.example",
            "/%252f%252fevil.example",
            "/\tevil.example",
            "/\t/evil.example",
            "\t//evil.example",
            "/\r\n/evil.example",
            "/\r\nLocation: https://evil.example",
            "/%0d%0aevil",
            "https:evil.example",
            "https:/evil.example",
            "https://evil.example",
            "https:/\\evil.example",
            "HTTPS:\\\\evil.example",
            "javascript:alert(1)",
            "data:text/html,x",
            "//user:secret@evil.example",
            "/@evil.example",
            "/a@evil.example",
            "evil.example",
            "?page=1",
            "#x",
            "",
            " ",
            " /demandes",
            "/ /evil.example",
            "/;//evil.example",
            "//evil。example",
            "/。evil",
            "／／evil.example",
            "//evil%E3%80%82example",
            "//[::1]/",
            "//0x7f.1/",
            "/demandes\u0000",
            "/demandes\u0085",
            "/\u202e/demandes",
            "/a//b",
            "/" + new string('a', 3000),
        ];

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public async Task What_is_none_of_the_portal_s_addresses_leads_home(string address)
    {
        LocalAddress.Of(address).Should().BeNull();
        await using var portal = await PortalHost.StartAsync();
        var visitor = portal.Visitor();
        await visitor.SignIn(await portal.GivenParent());

        (await visitor.Open($"/connexion?ReturnUrl={Uri.EscapeDataString(address)}")).Location.Should().Be("/");
        (await visitor.Open($"/mon-compte/securite?retour={Uri.EscapeDataString(address)}")).Html.Should().NotContain("evil");
    }

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/demandes", "/demandes")]
    [InlineData("/demandes/", "/demandes")]
    [InlineData("/demandes?page=2&q=d%27Arc%20%C3%89t%C3%A9#ligne", "/demandes?page=2&q=d%27Arc%20%C3%89t%C3%A9")]
    [InlineData("/gestion/familles?q=Été \"x\"", "/gestion/familles?q=%C3%89t%C3%A9%20%22x%22")]
    [InlineData("/%64emandes", "/demandes")]
    [InlineData("/demandes?retour=//evil.example", "/demandes?retour=//evil.example")]
    public void An_address_of_the_portal_is_written_as_the_portal_writes_it(string address, string expected) => LocalAddress.Of(address).Should().Be(expected);

    [Fact]
    public void Whatever_is_made_up_either_stays_here_or_is_none()
    {
        string[] parts =
        [
            "/",
            "\\",
            ".",
            "..",
            "%2f",
            "%2F",
            "%5c",
            "%2e",
            "%09",
            "%0a",
            "\t",
            "\r\n",
            ":",
            "@",
            "?",
            "#",
            "evil.example",
            "https",
            "demandes",
            " ",
            "。",
            "／",
            "\u2028",
            ";",
            "&",
            "=",
        ];
        var (random, home) = (new Random(20190115), new Uri("https://portail.example.fr/mon-compte/securite"));
        for (var round = 0; round < 50_000; round++)
        {
            var made = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => parts[random.Next(parts.Length)]));
            if (LocalAddress.Of(made) is { } address)
            {
                address.Should().MatchRegex("^/([^/]|$)", "of {0}", made).And.NotContain("\\").And.NotMatchRegex("[^!-~]");
                new Uri(home, address).Authority.Should().Be(home.Authority, "of {0}", made);
            }
        }
    }

    [Fact]
    public async Task A_real_sign_in_leads_nowhere_else()
    {
        await using var portal = await PortalHost.StartAsync();

        var answer = await portal.Visitor().SignIn(await portal.GivenParent(), query: "?ReturnUrl=/.//evil.example/%3Fpage%3Dabc");

        (answer.Status, answer.Location).Should().Be((HttpStatusCode.Redirect, "/"));
    }
}
