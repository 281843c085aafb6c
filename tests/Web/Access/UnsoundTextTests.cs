using System.Net;
using System.Text;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Web.Tests.Support;

namespace ClsPortal.Web.Tests.Access;

/// <summary>What is no text, in fields and addresses that anybody may fill in, is answered like any other wrong input.</summary>
public sealed class UnsoundTextTests
{
    // Forms with it are refused before any page sees them; addresses are not.
    private const string Nul = "%00";

    // Halves of a surrogate pair (as no encoder writes them), code points that are no characters, bytes that are no UTF-8.
    private static readonly string[] Unsound = ["%ED%A0%BD", "%ED%B0%80", "%EF%BF%BE", "%EF%BF%BF", "%EF%B7%90", "%F0%9F%BF%BE", "%FF", "%C0%80"];

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Signing_in_with_it_is_refused_like_any_wrong_pair(DatabaseProvider database)
    {
        await using var portal = await PortalHost.OnAsync(database);
        var known = await portal.GivenParent();

        foreach (var sign in Unsound)
        {
            var visitor = portal.Visitor();
            (await Post(visitor, "/connexion", ("Email", $"a{sign}b@example.fr"), ("Password", "tasse")))
                .Alert.Should()
                .StartWith("L’adresse ou le mot de passe n’est pas le bon", sign);
            (await Post(visitor, "/connexion", ("Email", known), ("Password", $"tasse{sign}"))).Alert.Should().MatchRegex("n’est pas le bon|bloquée", sign);
            (await Post(visitor, "/mot-de-passe-oublie", ("Email", $"a{sign}b@example.fr"))).Status.Should().Be(HttpStatusCode.OK, sign);
        }

        (await Post(portal.Visitor(), "/connexion", ("Email", $"a{Nul}b@example.fr"), ("Password", $"tasse{Nul}")))
            .Status.Should()
            .Be(HttpStatusCode.BadRequest);
        foreach (var sign in (string[])[Nul, .. Unsound])
        {
            var visitor = portal.Visitor();
            (await visitor.Open($"/invitation?code={sign}")).Status.Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.NotFound);
            (await visitor.Open($"/mot-de-passe/nouveau?id={sign}&code={sign}"))
                .Status.Should()
                .BeOneOf(HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.Redirect);
            (await visitor.Open($"/connexion?ReturnUrl=/{sign}")).Status.Should().Be(HttpStatusCode.OK, sign);
        }
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task After_signing_in_it_leads_home_and_finds_nothing(DatabaseProvider database)
    {
        await using var portal = await PortalHost.OnAsync(database);
        var email = await portal.GivenStaff(Roles.Administrator);
        await portal.Change(email, (users, user) => users.AddToRoleAsync(user, nameof(Roles.Director)));
        var administrator = portal.Visitor();
        await administrator.SignInStronglyAsync(portal, email);

        foreach (var sign in (string[])[Nul, .. Unsound])
        {
            (await portal.Visitor().SignIn(await portal.GivenParent(), query: $"?ReturnUrl=/{sign}")).Status.Should().Be(HttpStatusCode.Redirect, sign);
            foreach (
                var address in new[]
                {
                    $"/gestion/journal?qui={sign}&acte={sign}&q={sign}",
                    $"/gestion/utilisateurs?q=a{sign}",
                    $"/gestion/familles?q=a{sign}",
                    $"/gestion/demandes?q={sign}&du={sign}",
                }
            )
            {
                (await administrator.Open(address)).Status.Should().Be(HttpStatusCode.OK, address);
            }
        }
    }

    // Encoders mend what they write: the signs are put in afterwards.
    private static async Task<Page> Post(Visitor visitor, string address, params (string Field, string Value)[] fields)
    {
        var page = await visitor.Open(address);
        var hidden = page.HiddenFields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}");
        var typed = fields.Select(field => $"Model.{field.Field}={field.Value.Replace("@", "%40", StringComparison.Ordinal)}");
        using var body = new StringContent(string.Join('&', hidden.Concat(typed)), Encoding.ASCII, "application/x-www-form-urlencoded");
        return await Page.Of(await visitor.Http.PostAsync(new Uri(address, UriKind.Relative), body));
    }
}
