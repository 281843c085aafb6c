using System.Diagnostics;
using System.Net;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Web.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Web.Tests.Access;

public sealed class SignInTests
{
    private const string WrongPassword = "pas le bon mot de passe";
    private const string Unknown = "personne@example.fr";

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Parents_go_home_and_staff_to_their_dashboard(DatabaseProvider database)
    {
        await using var portal = await PortalHost.OnAsync(database);

        var parent = await portal.Visitor().SignIn(await portal.GivenParent());
        var staff = await portal.Visitor().SignIn(await portal.GivenStaff(Roles.Agent));

        (parent.Status, parent.Location).Should().Be((HttpStatusCode.Redirect, "/"));
        (staff.Status, staff.Location).Should().Be((HttpStatusCode.Redirect, "/gestion"));
    }

    [Fact]
    public async Task Who_is_signed_in_already_is_not_asked_again()
    {
        await using var portal = await PortalHost.StartAsync();
        var visitor = portal.Visitor();
        await visitor.SignIn(await portal.GivenParent());

        (await visitor.Open("/connexion?ReturnUrl=%2Fdemandes")).Location.Should().Be("/demandes");
        (await visitor.Open("/demandes")).Text.Should().Contain("Vous êtes connecté en tant que Famille Famille 1");
    }

    [Fact]
    public async Task A_wrong_password_an_unknown_address_and_a_closed_login_get_the_same_answer_in_no_less_time()
    {
        await using var portal = await PortalHost.StartAsync();
        var known = await portal.GivenParent();
        var closed = await portal.GivenParent();
        await portal.Disable(closed);

        foreach (var (email, password) in new[] { (known, WrongPassword), (Unknown, WrongPassword), (closed, PortalHost.Password) })
        {
            var started = Stopwatch.GetTimestamp();
            var answer = await portal.Visitor().SignIn(email, password);

            answer.Alert.Should().Be("L’adresse ou le mot de passe n’est pas le bon. Vérifiez les deux, ou choisissez « Mot de passe oublié ».");
            answer.Html.Should().Contain($"value=\"{email}\"", "what was typed is kept").And.NotContain(password, "except the password");
            Stopwatch.GetElapsedTime(started).Should().BeGreaterThan(TimeSpan.FromMilliseconds(490));
        }
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task The_fifth_failure_locks_a_known_and_an_unknown_address_alike_and_the_right_password_waits_too(DatabaseProvider database)
    {
        await using var portal = await PortalHost.OnAsync(database);
        var known = await portal.GivenParent();
        const string Locked = "Trop d’essais : cette connexion est bloquée. Réessayez dans 10 minutes, ou choisissez « Mot de passe oublié ».";

        foreach (var email in new[] { known, Unknown })
        {
            var visitor = portal.Visitor();
            for (var attempt = 1; attempt <= 4; attempt++)
            {
                (await visitor.SignIn(email, WrongPassword)).Alert.Should().StartWith("L’adresse ou le mot de passe");
            }

            (await visitor.SignIn(email, WrongPassword)).Alert.Should().Be(Locked);
            (await visitor.SignIn(email)).Alert.Should().Be(Locked);
        }
    }

    [Theory]
    [InlineData("/demandes", "/demandes")]
    [InlineData("/inscriptions/1/2?mois=2019-02", "/inscriptions/1/2?mois=2019-02")]
    [InlineData("https://example.org/", "/")]
    [InlineData("//example.org", "/")]
    [InlineData("/\\example.org", "/")]
    [InlineData("/\t/example.org", "/")]
    [InlineData("/\n/example.org", "/")]
    [InlineData("\\\\example.org", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("", "/")]
    public async Task Only_an_address_of_this_portal_is_returned_to(string returnUrl, string expected)
    {
        await using var portal = await PortalHost.StartAsync();

        var answer = await portal.Visitor().SignIn(await portal.GivenParent(), query: $"?ReturnUrl={Uri.EscapeDataString(returnUrl)}");

        answer.Location.Should().Be(expected);
    }

    [Fact]
    public async Task Empty_fields_are_named()
    {
        await using var portal = await PortalHost.StartAsync();

        var answer = await portal.Visitor().SignIn("", "");

        answer.Text.Should().Contain("Indiquez votre adresse e-mail.").And.Contain("Indiquez votre mot de passe.");
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_login_that_Identity_alone_changed_loses_its_session_within_a_minute(DatabaseProvider database)
    {
        await using var portal = await PortalHost.OnAsync(database);
        var email = await portal.GivenParent();
        var visitor = portal.Visitor();
        await visitor.SignIn(email);
        await portal.Disable(email);

        portal.Clock.Advance(TimeSpan.FromSeconds(61));

        (await visitor.Open("/demandes")).Location.Should().StartWith("/connexion");
    }

    [Fact]
    public async Task A_session_ends_after_eight_hours_of_silence()
    {
        await using var portal = await PortalHost.StartAsync();
        var visitor = portal.Visitor();
        await visitor.SignIn(await portal.GivenParent());

        portal.Clock.Advance(TimeSpan.FromHours(3));
        (await visitor.Open("/demandes")).Status.Should().Be(HttpStatusCode.OK, "each visit counts");
        portal.Clock.Advance(TimeSpan.FromHours(8.1));

        (await visitor.Open("/demandes")).Location.Should().StartWith("/connexion");
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_circuit_learns_that_its_login_lost_a_role_or_was_closed(DatabaseProvider database)
    {
        await using var portal = await PortalHost.OnAsync(database);
        var email = await portal.GivenStaff(Roles.Director);
        var principal = await portal.With<IServiceProvider, System.Security.Claims.ClaimsPrincipal>(async services =>
        {
            var user = (await services.GetRequiredService<UserManager<PortalUser>>().FindByEmailAsync(email))!;
            var principal = await services.GetRequiredService<PortalSignIn>().CreateUserPrincipalAsync(user);
            principal.Identities.First().AddClaim(await services.GetRequiredService<SignInSessions>().BeginAsync(user.Id, isStrong: false));
            return principal;
        });
        Task<bool> Stands() => portal.With<PortalSignIn, bool>(signIn => signIn.IsUnchangedAsync(principal));

        (await Stands()).Should().BeTrue();
        await portal.Change(email, (users, user) => users.RemoveFromRoleAsync(user, nameof(Roles.Director)));
        (await Stands()).Should().BeFalse("a role was taken away");
        await portal.Change(email, (users, user) => users.AddToRoleAsync(user, nameof(Roles.Director)));
        await portal.Disable(email);
        (await Stands()).Should().BeFalse("the login was closed");
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_reading_the_page_does_not()
    {
        await using var portal = await PortalHost.StartAsync();
        var visitor = portal.Visitor();
        await visitor.SignIn(await portal.GivenParent());

        (await visitor.Open("/deconnexion")).Heading.Should().Be("Se déconnecter");
        (await visitor.Open("/demandes")).Status.Should().Be(HttpStatusCode.OK);
        (await visitor.Submit("/deconnexion")).Location.Should().Be("/deconnexion");

        (await visitor.Open("/deconnexion")).Heading.Should().Be("Vous êtes déconnecté");
        (await visitor.Open("/demandes")).Location.Should().StartWith("/connexion");
    }

    [Fact]
    public async Task What_a_parent_may_not_see_is_told_like_what_does_not_exist()
    {
        await using var portal = await PortalHost.StartAsync();
        var visitor = portal.Visitor();
        await visitor.SignIn(await portal.GivenParent());

        var forbidden = await visitor.Open("/gestion/demandes");
        var absent = await visitor.Open("/nulle-part");

        (forbidden.Status, forbidden.Text).Should().Be((HttpStatusCode.NotFound, absent.Text));
    }
}
