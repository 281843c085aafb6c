using System.Net;
using System.Security.Claims;
using System.Text.RegularExpressions;
using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Access;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Web.Hosting;
using ClsPortal.Web.Tests.Support;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Web.Tests.Access;

/// <summary><c>Portal:Security:StaffSecondFactor</c>: what a password alone opens to whoever works for the centre.</summary>
public sealed partial class StaffFactorTests
{
    private const string Gate = "/mon-compte/securite/second-facteur";
    private const string Application = "/mon-compte/securite/application";
    private const string Chosen = "bruyère lanterne sept fois";

    [Fact]
    public async Task From_the_invitation_over_the_password_and_a_second_factor_to_work()
    {
        await using var host = await PortalHost.RequiringFactorAsync();
        var code = InvitationCodes.New();
        var invitation = Invitation.ForStaff("alex@centre.example", "Alex Agent", "Agent");
        invitation.Send(InvitationCodes.Digest(code), host.Clock.GetUtcNow().UtcDateTime);
        await host.Find(db => db.Add(invitation).Context.SaveChangesAsync());
        var visitor = host.Visitor();

        (await visitor.Open($"/invitation?code={code}")).Text.Should().Contain("Gardez votre téléphone à portée de main");
        (await visitor.Submit($"/invitation?code={code}", ("Password", Chosen), ("Again", Chosen))).Location.Should().EndWith("/gestion");
        var gate = (await visitor.Open("/gestion/familles?q=dupont")).Location!;
        gate.Should().Be($"{Gate}?retour={Uri.EscapeDataString("/gestion/familles?q=dupont")}");
        var why = await visitor.Open(gate);
        (why.Status, why.Heading).Should().Be((HttpStatusCode.OK, "Encore une étape avant de travailler"));
        why.Text.Should().Contain("Un mot de passe se devine ou se vole").And.Contain("codes de secours").And.NotContain("espace famille");
        var setUp = Link()
            .Matches(why.Html)
            .Select(link => WebUtility.HtmlDecode(link.Groups["to"].Value))
            .Single(to => to.StartsWith(Application, StringComparison.Ordinal));
        var page = await visitor.Open(setUp);
        var secret = Secret().Match(page.Html).Groups["key"].Value.Replace(" ", "", StringComparison.Ordinal);
        var done = await visitor.Submit(page, setUp, ("Code", host.CodeOf(secret)), ("Current", Chosen));

        done.Html.Should().Contain("href=\"/gestion/familles?q=dupont\"", "from the recovery codes straight to what was asked for");
        (await visitor.Open("/gestion/familles?q=dupont")).Status.Should().Be(HttpStatusCode.OK);
        (await visitor.Open(gate)).Location.Should().EndWith("/gestion/familles?q=dupont", "nothing is left to do here");
        var another = host.Visitor();
        (await another.SignIn("alex@centre.example", Chosen)).Location.Should().StartWith("/connexion/code");
        (await another.Submit("/connexion/code", ("Code", host.CodeOf(secret, 1)))).Location.Should().EndWith("/gestion");
        (await another.Open("/gestion")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_first_administrator_sets_one_up_before_anything_else()
    {
        await using var host = await PortalHost.RequiringFactorAsync();
        var link = (await FirstAdministrator.EnsureAsync(host.Services, TestContext.Current.CancellationToken))!;
        var visitor = host.Visitor();

        (await visitor.Submit(link, ("Name", "Anne Admin"), ("Email", "anne@example.fr"), ("Password", Chosen), ("Again", Chosen)))
            .Location.Should()
            .Be("/gestion");

        (await visitor.Open("/gestion")).Location.Should().Be($"{Gate}?retour=%2Fgestion");
    }

    [Fact]
    public async Task A_parent_who_works_for_the_centre_has_the_own_family_at_once_and_the_centre_with_a_second_factor()
    {
        await using var host = await PortalHost.RequiringFactorAsync();
        var email = await host.GivenParent();
        await host.Change(email, (users, user) => users.AddToRoleAsync(user, nameof(Roles.Agent)));
        var visitor = host.Visitor();

        (await visitor.SignIn(email)).Location.Should().Be("/");

        var home = await visitor.Open("/");
        home.Status.Should().Be(HttpStatusCode.OK);
        home.Text.Should().Contain("Espace centre").And.Contain("Vos demandes");
        (await visitor.Open("/demandes")).Status.Should().Be(HttpStatusCode.OK);
        (await NegotiateAsync(visitor)).Should().Be(HttpStatusCode.OK, "the family's pages live on a circuit");
        (await visitor.Open("/gestion/demandes")).Location.Should().StartWith(Gate);
        (await visitor.Open(Gate)).Text.Should().Contain("ouvrir l’espace famille");
        var strong = host.Visitor();
        await strong.SignInStronglyAsync(host, email);
        (await strong.Open("/gestion/demandes")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Staff_open_no_circuit_and_post_nothing_with_a_password_alone()
    {
        await using var host = await PortalHost.RequiringFactorAsync();
        var email = await host.GivenStaff(Roles.Agent);
        var (weak, strong) = (host.Visitor(), host.Visitor());
        await weak.SignIn(email);

        (await NegotiateAsync(weak)).Should().Be(HttpStatusCode.Forbidden);
        using var marks = await weak.Http.PostAsync(
            new Uri("/gestion/presences/pointages", UriKind.Relative),
            new StringContent("[]"),
            TestContext.Current.CancellationToken
        );
        marks.StatusCode.Should().Be(HttpStatusCode.Redirect, "the tablet keeps its marks and offers the sign-in");
        (await weak.Open("/GESTION/demandes")).Location.Should().Be("/gestion/demandes", "an address has one spelling");
        (await weak.Open("/gestion/demandes")).Location.Should().StartWith(Gate);
        (await weak.Open("/mon-compte/securite")).Text.Should().Contain("pourquoi et comment");
        await strong.SignInStronglyAsync(host, email);
        (await NegotiateAsync(strong)).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Whoever_has_a_passkey_and_typed_the_password_is_asked_to_come_in_with_it()
    {
        await using var host = await PortalHost.RequiringFactorAsync();
        var email = await host.GivenStaff(Roles.Director);
        await host.Find(async db =>
        {
            var id = await db.Users.Where(user => user.Email == email).Select(user => user.Id).SingleAsync();
            db.Add(
                new IdentityUserPasskey<Guid>
                {
                    UserId = id,
                    CredentialId = [1, 2, 3],
                    Data = new()
                    {
                        PublicKey = [1],
                        AttestationObject = [1],
                        ClientDataJson = [1],
                    },
                }
            );
            return await db.SaveChangesAsync();
        });
        var visitor = host.Visitor();
        await visitor.SignIn(email);

        var page = await visitor.Open(Gate + "?retour=%2Fgestion%2Fdemandes");

        page.Text.Should().Contain("Reconnectez-vous avec le vôtre").And.NotContain("Ajouter une application");
        var left = await visitor.SubmitForm(Gate + "?retour=%2Fgestion%2Fdemandes", "/deconnexion?retour=%2Fgestion%2Fdemandes", "deconnexion");
        (await visitor.Open(left.Location!)).Html.Should().Contain("/connexion?ReturnUrl=%2Fgestion%2Fdemandes");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_parent_who_comes_to_work_for_the_centre_chooses_a_longer_password_first(bool needsFactor)
    {
        const string Short = "lanterne sept";
        const string Password = "/mon-compte/securite/mot-de-passe";
        await using var host = needsFactor ? await PortalHost.RequiringFactorAsync() : await PortalHost.StartAsync();
        var email = await host.GivenParent();
        await host.Change(
            email,
            (users, user) =>
            {
                user.PasswordHash = users.PasswordHasher.HashPassword(user, Short);
                return users.UpdateAsync(user);
            }
        );
        var before = host.Visitor();
        await before.SignIn(email, Short);
        (await before.Open(Password)).Text.Should().NotContain("plus long");
        await host.Change(email, (users, user) => users.AddToRoleAsync(user, nameof(Roles.Agent)));
        var visitor = host.Visitor();

        (await visitor.SignIn(email, Short)).Location.Should().Be("/");
        (await visitor.Open("/demandes")).Status.Should().Be(HttpStatusCode.OK);
        var asked = (await visitor.Open("/gestion/demandes")).Location!;
        asked.Should().Be($"{Password}?retour=%2Fgestion%2Fdemandes");
        (await visitor.Open(Gate)).Location.Should().EndWith(Password, "one step after the other");
        (await visitor.Open(asked)).Text.Should().Contain("un plus long, d’au moins 16 caractères");
        (await ChooseAsync("bruyère sept")).Text.Should().Contain("au moins 16 caractères");
        (await visitor.Open("/gestion/demandes")).Location.Should().StartWith(Password, "a refused choice changes nothing");
        (await ChooseAsync(Chosen)).Location.Should().EndWith("/gestion/demandes");

        var next = await visitor.Open("/gestion/demandes");
        (next.Status, next.Location).Should().Be(needsFactor ? (HttpStatusCode.Redirect, $"{Gate}?retour=%2Fgestion%2Fdemandes") : (HttpStatusCode.OK, null));
        (await host.Find(db => db.Users.AsNoTracking().SingleAsync(user => user.Email == email))).HasShortPassword.Should().BeFalse();
        var later = host.Visitor();
        await later.SignIn(email, Chosen);
        (await later.Open(Password)).Text.Should().NotContain("plus long");

        Task<Page> ChooseAsync(string chosen) =>
            visitor.SubmitForm(asked, "mot-de-passe", ("Model.Current", Short), ("Model.Password", chosen), ("Model.Again", chosen));
    }

    [Fact]
    public async Task Taking_the_factor_away_closes_the_centre_until_there_is_another()
    {
        await using var host = await PortalHost.RequiringFactorAsync();
        var email = await host.GivenStaff(Roles.Accountant);
        var visitor = host.Visitor();
        await visitor.SignInStronglyAsync(host, email);
        (await visitor.Open("/gestion/factures")).Status.Should().Be(HttpStatusCode.OK);
        (await visitor.Open(Application)).Text.Should().Contain("devra ajouter un autre second facteur avant de travailler");

        await visitor.SubmitForm(Application, "retirer", ("Model.Current", PortalHost.Password));

        (await visitor.Open("/gestion/factures")).Location.Should().StartWith(Gate);
    }

    [Fact]
    public async Task A_sign_in_stays_what_it_was_when_the_principal_is_made_anew()
    {
        await using var host = await PortalHost.RequiringFactorAsync();
        var email = await host.GivenStaff(Roles.Agent);
        var (weak, strong) = (host.Visitor(), host.Visitor());
        await weak.SignIn(email);
        await strong.SignInStronglyAsync(host, await host.GivenStaff(Roles.Director));

        host.Clock.Advance(TimeSpan.FromMinutes(3));

        (await weak.Open("/gestion/demandes")).Location.Should().StartWith(Gate);
        (await strong.Open("/gestion/demandes")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_open_page_of_the_family_does_not_end_for_the_role_that_is_held_back_but_when_that_is_taken_away()
    {
        await using var host = await PortalHost.RequiringFactorAsync();
        var email = await host.GivenParent();
        await host.Change(email, (users, user) => users.AddToRoleAsync(user, nameof(Roles.Agent)));
        var opened = await host.With<IServiceProvider, ClaimsPrincipal>(async services =>
        {
            var user = (await services.GetRequiredService<UserManager<PortalUser>>().FindByEmailAsync(email))!;
            var made = await services.GetRequiredService<PortalSignIn>().CreateUserPrincipalAsync(user);
            made.Identities.First().AddClaim(await services.GetRequiredService<SignInSessions>().BeginAsync(user.Id, isStrong: false));
            return await services.GetRequiredService<IClaimsTransformation>().TransformAsync(made);
        });
        Task<bool> Stands() => host.With<PortalSignIn, bool>(signIn => signIn.IsUnchangedAsync(opened));

        opened.IsInRole(nameof(Roles.Agent)).Should().BeFalse();
        (await Stands()).Should().BeTrue();
        await host.Find(db => db.UserRoles.ExecuteDeleteAsync());
        (await Stands()).Should().BeFalse();
    }

    [Theory]
    [InlineData(null, false, true)]
    [InlineData(null, true, false)]
    [InlineData("Required", true, true)]
    [InlineData("optional", false, false)]
    public void It_is_required_unless_somebody_decides_otherwise_and_not_in_the_demonstration(string? value, bool isDemo, bool expected) =>
        StaffFactorSetting.Read(Configuration(value), isDemo).NeedsSecondFactor.Should().Be(expected);

    [Fact]
    public void A_wrong_value_names_the_key()
    {
        var reading = () => StaffFactorSetting.Read(Configuration("maybe"), isDemo: false);

        reading.Should().Throw<InvalidOperationException>().WithMessage("Portal:Security:StaffSecondFactor is 'maybe'*Required or Optional*");
    }

    private static IConfiguration Configuration(string? value) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("Portal:Security:StaffSecondFactor", value)]).Build();

    private static async Task<HttpStatusCode> NegotiateAsync(Visitor visitor)
    {
        using var answer = await visitor.Http.PostAsync(
            new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative),
            null,
            TestContext.Current.CancellationToken
        );
        return answer.StatusCode;
    }

    [GeneratedRegex("id=\"secret\">(?<key>[A-Z2-7 ]+)<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secret();

    [GeneratedRegex("<a [^>]*href=\"(?<to>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
