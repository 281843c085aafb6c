using System.Net;
using System.Text.Json;
using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Web.Tests.Access;

public sealed class PasswordResetTests
{
    private const string Another = "bruyère lanterne sept";

    [Fact]
    public async Task The_link_changes_the_password_once()
    {
        await using var portal = await PortalHost.StartAsync();
        var email = await portal.GivenParent();
        var link = await AskedLink(portal, email);

        (await Choose(portal, link, Another)).Text.Should().Contain("Votre mot de passe est changé.");

        (await portal.Visitor().SignIn(email, Another)).Location.Should().Be("/");
        (await portal.Visitor().SignIn(email)).Alert.Should().Contain("n’est pas le bon");
        (await portal.Visitor().Open(link)).Alert.Should().StartWith("Ce lien n’est plus valable");
    }

    [Fact]
    public async Task A_form_that_was_open_when_the_link_was_used_changes_nothing()
    {
        await using var portal = await PortalHost.StartAsync();
        var email = await portal.GivenParent();
        var link = await AskedLink(portal, email);
        var visitor = portal.Visitor();
        var open = await visitor.Open(link);
        await Choose(portal, link, Another);

        var late = await visitor.Submit(open, link, ("Password", "encore une autre fois"), ("Again", "encore une autre fois"));

        late.Text.Should().NotContain("est changé");
        (await portal.Visitor().SignIn(email, Another)).Location.Should().Be("/");
    }

    [Fact]
    public async Task The_link_ends()
    {
        await using var portal = await PortalHost.StartAsync(services =>
            services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = TimeSpan.FromMilliseconds(1))
        );
        var link = await AskedLink(portal, await portal.GivenParent());

        (await portal.Visitor().Open(link)).Alert.Should().StartWith("Ce lien n’est plus valable");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?id=7&code=abc")]
    [InlineData("?id=0192f0a4-0000-7000-8000-000000000000&code=%25%25")]
    public async Task A_link_that_is_none_says_so(string query)
    {
        await using var portal = await PortalHost.StartAsync();

        (await portal.Visitor().Open("/mot-de-passe/nouveau" + query)).Alert.Should().StartWith("Ce lien n’est plus valable");
    }

    [Fact]
    public async Task Known_and_unknown_addresses_get_the_same_answer_and_only_known_ones_one_mail()
    {
        await using var portal = await PortalHost.StartAsync();
        var known = await portal.GivenParent();
        var closed = await portal.GivenParent();
        await portal.Disable(closed);

        var answers = new List<string>();
        foreach (var email in new[] { known, known, closed, "personne@example.fr" })
        {
            answers.Add((await portal.Visitor().Submit("/mot-de-passe-oublie", ("Email", email))).Text);
        }

        answers.Distinct().Should().ContainSingle().Which.Should().Contain("Si cette adresse est connue");
        (await portal.Find(db => db.OutboxMessages.Select(mail => mail.Recipients).ToListAsync())).Should().Equal(known);
    }

    [Fact]
    public async Task No_link_is_sent_for_a_request_that_names_another_host_and_the_link_leads_to_the_portal_s()
    {
        await using var portal = await PortalHost.StartAsync();
        var email = await portal.GivenParent();
        var visitor = portal.Visitor();
        var page = await visitor.Open("/mot-de-passe-oublie");
        visitor.Http.DefaultRequestHeaders.Host = "attaquant.example";
        (await visitor.Submit(page, "/mot-de-passe-oublie", ("Email", email))).Status.Should().Be(HttpStatusCode.BadRequest);
        visitor.Http.DefaultRequestHeaders.Host = "portail.example.fr:8443";

        (await visitor.Submit(page, "/mot-de-passe-oublie", ("Email", email))).Status.Should().Be(HttpStatusCode.OK);

        (await MailTo(portal, email)).Link.Should().StartWith("https://portail.example.fr/mot-de-passe/nouveau?id=");
    }

    [Fact]
    public async Task What_is_wrong_with_the_new_password_stands_beside_it_and_the_link_still_works()
    {
        await using var portal = await PortalHost.StartAsync();
        var email = await portal.GivenParent();
        var link = await AskedLink(portal, email);

        (await portal.Visitor().Open(link)).Text.Should().Contain("Au moins 12 caractères");
        (await Choose(portal, link, "court")).Alert.Should().Be("Le mot de passe doit compter au moins 12 caractères.");
        (await Choose(portal, link, "motdepasse123")).Alert.Should().Contain("trop courant");
        (await Choose(portal, link, Another, "autre chose")).Text.Should().Contain("Les deux mots de passe ne sont pas les mêmes.");
        (await Choose(portal, link, Another)).Text.Should().Contain("est changé");
    }

    [Fact]
    public async Task Staff_are_told_their_longer_rule_beforehand()
    {
        await using var portal = await PortalHost.StartAsync();
        var link = await AskedLink(portal, await portal.GivenStaff(Roles.Agent));

        (await portal.Visitor().Open(link)).Text.Should().Contain("Au moins 16 caractères");
        (await Choose(portal, link, "girafe cheval")).Alert.Should().Contain("au moins 16 caractères");
    }

    [Fact]
    public async Task A_new_password_opens_a_locked_login_and_ends_the_sessions_elsewhere()
    {
        await using var portal = await PortalHost.StartAsync();
        var email = await portal.GivenParent();
        var elsewhere = portal.Visitor();
        await elsewhere.SignIn(email);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await portal.Visitor().SignIn(email, "pas le bon");
        }

        (await portal.Visitor().SignIn(email)).Alert.Should().Contain("bloquée");

        await Choose(portal, await AskedLink(portal, email), Another);

        (await portal.Visitor().SignIn(email, Another)).Location.Should().Be("/");
        (await elsewhere.Open("/demandes")).Location.Should().StartWith("/connexion");
    }

    private static async Task<string> AskedLink(PortalHost portal, string email)
    {
        await portal.Visitor().Submit("/mot-de-passe-oublie", ("Email", email));
        return new Uri((await MailTo(portal, email)).Link).PathAndQuery;
    }

    private static async Task<PasswordResetMail> MailTo(PortalHost portal, string email) =>
        JsonSerializer.Deserialize<PasswordResetMail>(
            await portal.Find(db => db.OutboxMessages.Where(mail => mail.Recipients == email).Select(mail => mail.Model).SingleAsync())
        )!;

    private static Task<Page> Choose(PortalHost portal, string link, string password, string? again = null) =>
        portal.Visitor().Submit(link, ("Password", password), ("Again", again ?? password));
}
