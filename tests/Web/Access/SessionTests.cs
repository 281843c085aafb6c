using System.Net;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Web.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Web.Tests.Access;

/// <summary>How long a sign-in lasts, and what ends it.</summary>
public sealed class SessionTests
{
    private const string Own = "/mon-compte/securite/connexions";

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_copied_cookie_is_worth_nothing_once_its_owner_signed_out(DatabaseProvider database)
    {
        await using var portal = await PortalHost.OnAsync(database);
        var owner = portal.Visitor();
        var cookie = await CookieOf(owner, await portal.GivenParent());
        var thief = portal.Visitor();
        thief.Http.DefaultRequestHeaders.Add("Cookie", cookie);
        (await thief.Open("/demandes")).Status.Should().Be(HttpStatusCode.OK, "until then it is as good as the owner's");

        await owner.Submit("/deconnexion");

        (await thief.Open("/demandes")).Location.Should().StartWith("/connexion");
    }

    [Fact]
    public async Task Whoever_visits_all_day_signs_in_again_after_twelve_hours()
    {
        await using var portal = await PortalHost.StartAsync();
        var visitor = portal.Visitor();
        await visitor.SignIn(await portal.GivenParent());
        for (var hour = 0; hour < 11; hour++)
        {
            portal.Clock.Advance(TimeSpan.FromHours(1));
            (await visitor.Open("/demandes")).Status.Should().Be(HttpStatusCode.OK);
        }

        portal.Clock.Advance(TimeSpan.FromMinutes(61));

        (await visitor.Open("/demandes")).Location.Should().StartWith("/connexion");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_page_that_asks_whether_it_changed_does_not_prolong_the_session(bool onlyAsks)
    {
        await using var portal = await PortalHost.StartAsync();
        var visitor = portal.Visitor();
        await visitor.SignIn(await portal.GivenParent());
        // Past half of its eight hours a cookie is renewed by whoever visits.
        portal.Clock.Advance(TimeSpan.FromHours(5));
        using var asking = new HttpRequestMessage(HttpMethod.Get, "/");
        if (onlyAsks)
        {
            asking.Headers.Add("X-Only-Asks", "1");
        }

        using var answer = await visitor.Http.SendAsync(asking);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        portal.Clock.Advance(TimeSpan.FromHours(4));
        (await visitor.Open("/")).Status.Should().Be(onlyAsks ? HttpStatusCode.Found : HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_page_left_open_ends_with_its_session()
    {
        await using var portal = await PortalHost.StartAsync();
        var email = await portal.GivenParent();
        // What a circuit holds, and asks each minute.
        Task<System.Security.Claims.ClaimsPrincipal> Opened() =>
            portal.With<IServiceProvider, System.Security.Claims.ClaimsPrincipal>(async services =>
            {
                var user = (await services.GetRequiredService<UserManager<PortalUser>>().FindByEmailAsync(email))!;
                var made = await services.GetRequiredService<PortalSignIn>().CreateUserPrincipalAsync(user);
                made.Identities.First().AddClaim(await services.GetRequiredService<SignInSessions>().BeginAsync(user.Id, isStrong: false));
                return made;
            });
        Task<bool> Stands(System.Security.Claims.ClaimsPrincipal principal) => portal.With<PortalSignIn, bool>(signIn => signIn.IsUnchangedAsync(principal));
        var (left, ended) = (await Opened(), await Opened());

        (await Stands(left)).Should().BeTrue();
        await portal.With<SignInSessions, bool>(async sessions =>
        {
            await sessions.EndAsync(ended);
            return true;
        });
        (await Stands(ended)).Should().BeFalse("its owner signed out in another tab");
        (await Stands(left)).Should().BeTrue();
        portal.Clock.Advance(SignInSessions.Longest);
        (await Stands(left)).Should().BeFalse("a tab can stay open for days");
    }

    [Fact]
    public async Task People_see_their_sessions_and_end_the_others_with_the_password()
    {
        await using var portal = await PortalHost.StartAsync();
        var email = await portal.GivenParent();
        var (here, elsewhere) = (portal.Visitor(), portal.Visitor());
        await elsewhere.SignIn(email);
        portal.Clock.Advance(TimeSpan.FromMinutes(5));
        await here.SignIn(email);

        var list = await here.Open(Own);
        var wrong = await here.SubmitForm(Own, "connexions", ("Model.Current", "faux"));
        var done = await here.SubmitForm(Own, "connexions", ("Model.Current", PortalHost.Password));

        list.Text.Should().Contain("cet appareil").And.Contain("un autre appareil");
        wrong.Text.Should().Contain("Ce n’est pas votre mot de passe actuel");
        done.Location.Should().Contain("fait=connexions");
        (await here.Open(Own)).Text.Should().Contain("cet appareil").And.NotContain("un autre appareil");
        (await elsewhere.Open("/demandes")).Location.Should().StartWith("/connexion");
        (await portal.Find(db => db.AuditEntries.CountAsync(entry => entry.Act == "security.sessions-ended"))).Should().Be(1);
    }

    [Fact]
    public async Task Another_sign_in_with_the_same_browser_ends_the_first()
    {
        await using var portal = await PortalHost.StartAsync();
        var visitor = portal.Visitor();
        await visitor.SignIn(await portal.GivenParent());
        await visitor.Submit("/deconnexion");
        await visitor.SignIn(await portal.GivenParent());

        (await portal.Find(db => db.Set<SignInSession>().CountAsync())).Should().Be(1);
    }

    [Fact]
    public async Task Sign_ins_and_their_failures_are_logged_by_the_key_of_the_login_and_never_by_its_address()
    {
        using var log = new LogLines();
        await using var portal = await PortalHost.StartAsync(services =>
            services.AddLogging(logging => logging.AddProvider(log).AddFilter("Microsoft.AspNetCore.Identity", LogLevel.Information))
        );
        var email = await portal.GivenParent();
        var id = (await portal.Find(db => db.Users.SingleAsync(user => user.Email == email))).Id;
        var visitor = portal.Visitor();

        await visitor.SignIn("personne@example.fr");
        await visitor.SignIn(email, "pas le bon mot de passe");
        await visitor.SignIn(email);
        await visitor.Submit("/deconnexion");

        log.All.Should()
            .ContainInOrder(
                "Sign-in refused at its password: no open login answers to it",
                $"Sign-in of login {id} refused at its password: wrong",
                $"Login {id} signed in by password",
                $"Login {id} signed out"
            );
        log.All.Should().NotContain(line => line.Contains(email) || line.Contains("personne@"));
    }

    [Fact]
    public async Task A_stolen_password_adds_no_factor_to_a_login_that_has_a_passkey()
    {
        await using var portal = await PortalHost.StartAsync();
        var email = await portal.GivenStaff(Roles.Agent);
        await portal.Change(
            email,
            (users, user) =>
                users.AddOrUpdatePasskeyAsync(user, new UserPasskeyInfo([1, 2, 3], [4], portal.Clock.GetUtcNow(), 1, null, true, false, false, [5], [6]))
        );
        var thief = portal.Visitor();
        await thief.SignIn(email);
        var page = await thief.Open("/mon-compte/securite/application");
        var secret = System
            .Text.RegularExpressions.Regex.Match(
                page.Html,
                "id=\"secret\">(?<key>[A-Z2-7 ]+)<",
                System.Text.RegularExpressions.RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(1)
            )
            .Groups["key"]
            .Value.Replace(" ", "", StringComparison.Ordinal);

        var added = await thief.Submit(page, "/mon-compte/securite/application", ("Code", portal.CodeOf(secret)), ("Current", PortalHost.Password));

        added.Text.Should().Contain("reconnectez-vous avec elle");
        (await portal.Find(db => db.Users.SingleAsync(user => user.Email == email))).TotpSecret.Should().BeNull();
    }

    [Fact]
    public async Task A_password_chosen_with_a_link_ends_all_sessions_and_its_owner_is_told()
    {
        await using var portal = await PortalHost.StartAsync();
        var email = await portal.GivenParent();
        var open = portal.Visitor();
        await open.SignIn(email);
        var link = (await portal.With<PasswordReset, string?>(reset => reset.PrintableLinkAsync(email)))!;

        await portal.Visitor().Submit(link, ("Password", "bruyère lanterne sept"), ("Again", "bruyère lanterne sept"));

        (await open.Open("/demandes")).Location.Should().StartWith("/connexion");
        (await portal.Find(db => db.Set<SignInSession>().CountAsync())).Should().Be(0);
        (await portal.Find(db => db.AuditEntries.CountAsync(entry => entry.Act == "security.password-reset"))).Should().Be(1);
        (await portal.Find(db => db.OutboxMessages.SingleAsync(mail => mail.Template == "AccountNotice"))).Recipients.Should().Be(email);
    }

    [Fact]
    public async Task Recovery_codes_lie_salted_and_slowly_hashed()
    {
        await using var portal = await PortalHost.StartAsync();
        await portal.GivenParent();
        await portal.GivenParent();
        var (first, second) = await portal.Find(async db =>
            await db.Users.Select(user => user.Id).ToListAsync() is [var one, var other] ? (one, other) : default
        );
        var codes = await portal.With<RecoveryCodes, IReadOnlyList<string>>(recovery => recovery.RenewAsync(first));
        await portal.With<RecoveryCodes, IReadOnlyList<string>>(recovery => recovery.RenewAsync(second));

        var kept = (await portal.Find(db => db.Set<RecoveryCode>().AsNoTracking().ToListAsync())).ToLookup(row => row.UserId);
        var digests = kept[first].Select(row => row.Digest).ToList();
        digests.Should().HaveCount(10).And.OnlyHaveUniqueItems().And.NotIntersectWith(kept[second].Select(row => row.Digest));
        kept[first].Select(row => row.Salt).Distinct().Should().ContainSingle().Which.Should().NotBe(kept[second].First().Salt);
        var plain = codes[0].Replace("-", "", StringComparison.Ordinal);
        digests.Should().NotContain(Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(plain))));
    }

    private static async Task<string> CookieOf(Visitor visitor, string email)
    {
        var page = await visitor.Open("/connexion");
        using var form = new FormUrlEncodedContent([
            .. page.HiddenFields,
            KeyValuePair.Create("Model.Email", email),
            KeyValuePair.Create("Model.Password", PortalHost.Password),
        ]);
        using var answer = await visitor.Http.PostAsync(new Uri("/connexion", UriKind.Relative), form);
        return answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("__Host-ClsPortal=", StringComparison.Ordinal)).Split(';')[0];
    }
}
