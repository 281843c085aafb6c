using System.Net;
using System.Text.RegularExpressions;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Web.Tests.Access;

/// <summary>Codes of an application beside the password.</summary>
public sealed partial class SecondFactorTests
{
    private const string Application = "/mon-compte/securite/application";

    [Fact]
    public void A_code_is_the_one_that_applications_show()
    {
        // RFC 6238, appendix B, shortened to six digits.
        const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

        TotpCodes.CodeAt(Secret, DateTimeOffset.FromUnixTimeSeconds(59)).Should().Be("287082");
        TotpCodes.CodeAt(Secret, DateTimeOffset.FromUnixTimeSeconds(1111111109)).Should().Be("081804");
        TotpCodes.StepOf(Secret, "287 082", DateTimeOffset.FromUnixTimeSeconds(89)).Should().Be(1);
        TotpCodes.StepOf(Secret, "287082", DateTimeOffset.FromUnixTimeSeconds(120)).Should().BeNull();
        TotpCodes.StepOf(Secret, "", DateTimeOffset.FromUnixTimeSeconds(59)).Should().BeNull();
    }

    [Fact]
    public async Task An_application_is_added_with_a_code_and_the_password_and_asked_for_from_then_on()
    {
        await using var host = await PortalHost.StartAsync();
        var email = await host.GivenStaff(Roles.Agent);
        var visitor = host.Visitor();
        await visitor.SignIn(email);
        var page = await visitor.Open(Application);
        var secret = Secret().Match(page.Html).Groups["key"].Value.Replace(" ", "", StringComparison.Ordinal);

        var wrongCode = await visitor.Submit(page, Application, ("Code", "000000"), ("Current", PortalHost.Password));
        wrongCode.Text.Should().Contain("Ce code n’est pas le bon").And.Contain(secret[..4], "the same square can still be scanned");
        var wrongPassword = await visitor.Submit(wrongCode, Application, ("Code", host.CodeOf(secret)), ("Current", "un autre mot de passe"));
        wrongPassword.Text.Should().Contain("Ce n’est pas votre mot de passe actuel");
        var done = await visitor.Submit(wrongPassword, Application, ("Code", host.CodeOf(secret)), ("Current", PortalHost.Password));

        done.Text.Should().Contain("codes de secours");
        Recovery().Count(done.Html).Should().Be(10);
        (await visitor.Open("/mon-compte/securite"))
            .Text.Should()
            .Contain("Active")
            .And.NotContain("Pour lire les fiches sanitaires", "this session proved it");
        (await visitor.Open(Application)).Text.Should().NotContain(secret[..4]);
        var stored = await host.Find(db => db.Users.AsNoTracking().SingleAsync(user => user.Email == email));
        stored.TotpSecret.Should().NotContain(secret);
        (await host.Find(db => db.OutboxMessages.AsNoTracking().ToListAsync()))
            .Should()
            .ContainSingle(mail => mail.Template == "AccountNotice")
            .Which.Model.Should()
            .NotContain(secret);

        var other = host.Visitor();
        (await other.SignIn(email)).Location.Should().StartWith("/connexion/code");
        (await other.Open("/gestion")).Status.Should().Be(HttpStatusCode.Found, "the password alone opens nothing");
    }

    [Fact]
    public async Task A_code_opens_the_portal_once()
    {
        await using var host = await PortalHost.StartAsync();
        var email = await host.GivenStaff(Roles.Agent);
        var secret = await host.GivenCodes(email);
        var (first, second) = (host.Visitor(), host.Visitor());
        await first.SignIn(email, query: "?ReturnUrl=%2Fgestion%2Ffamilles");
        await second.SignIn(email);
        var code = host.CodeOf(secret);

        (await first.Submit("/connexion/code?ReturnUrl=%2Fgestion%2Ffamilles", ("Code", code))).Location.Should().EndWith("/gestion/familles");
        (await second.Submit("/connexion/code", ("Code", code))).Alert.Should().Contain("déjà servi");
        (await second.Submit("/connexion/code", ("Code", host.CodeOf(secret, 1)))).Location.Should().EndWith("/gestion");
        (await host.Find(db => db.Users.AsNoTracking().SingleAsync(user => user.Email == email))).LastSignInAt.Should().NotBeNull();
    }

    [Fact]
    public async Task Wrong_codes_lock_the_login_as_wrong_passwords_do()
    {
        await using var host = await PortalHost.StartAsync();
        var email = await host.GivenStaff(Roles.Agent);
        var secret = await host.GivenCodes(email);
        var visitor = host.Visitor();
        await visitor.SignIn(email);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await visitor.Submit("/connexion/code", ("Code", attempt % 2 == 0 ? "000000" : "ZZZZZ-ZZZZZ"));
        }

        (await visitor.Submit("/connexion/code", ("Code", host.CodeOf(secret)))).Alert.Should().Contain("bloquée");
        (await host.Visitor().SignIn(email)).Alert.Should().Contain("bloquée");
    }

    [Fact]
    public async Task A_recovery_code_serves_once_and_its_owner_is_told()
    {
        await using var host = await PortalHost.StartAsync();
        var email = await host.GivenStaff(Roles.Agent);
        await host.GivenCodes(email);
        var owner = await host.Find(db => db.Users.Where(user => user.Email == email).Select(user => user.Id).SingleAsync());
        var codes = await host.With<RecoveryCodes, IReadOnlyList<string>>(recovery => recovery.RenewAsync(owner));
        var (first, second) = (host.Visitor(), host.Visitor());
        await first.SignIn(email);
        await second.SignIn(email);

        (await first.Submit("/connexion/code", ("Code", codes[3].ToLowerInvariant()))).Location.Should().EndWith("/gestion");
        (await second.Submit("/connexion/code", ("Code", codes[3]))).Alert.Should().Contain("déjà servi");

        (await first.Open("/mon-compte/securite")).Text.Should().Contain("Il vous reste 9 codes de secours");
        (await host.Find(db => db.OutboxMessages.AsNoTracking().SingleAsync())).Model.Should().Contain("code de secours");
    }

    [Fact]
    public async Task Without_the_password_before_it_the_code_page_leads_back()
    {
        await using var host = await PortalHost.StartAsync();

        (await host.Visitor().Open("/connexion/code")).Location.Should().EndWith("/connexion");
    }

    [Fact]
    public async Task Taking_the_application_away_needs_the_password_and_ends_the_strong_session()
    {
        await using var host = await PortalHost.StartAsync();
        var email = await host.GivenStaff(Roles.Agent);
        var visitor = host.Visitor();
        await visitor.SignInStronglyAsync(host, email);

        (await visitor.SubmitForm(Application, "retirer", ("Model.Current", "faux"))).Text.Should().Contain("Ce n’est pas votre mot de passe actuel");
        (await visitor.SubmitForm(Application, "retirer", ("Model.Current", PortalHost.Password))).Location.Should().Contain("application-retiree");

        (await visitor.Open("/mon-compte/securite")).Text.Should().Contain("Pour lire les fiches sanitaires");
        (await host.Visitor().SignIn(email)).Location.Should().EndWith("/gestion");
    }

    [Fact]
    public async Task A_strong_sign_in_stays_strong_when_the_principal_is_made_anew()
    {
        await using var host = await PortalHost.StartAsync();
        var email = await host.GivenStaff(Roles.Agent);
        var visitor = host.Visitor();
        await visitor.SignInStronglyAsync(host, email);

        host.Clock.Advance(TimeSpan.FromMinutes(3));

        (await visitor.Open("/mon-compte/securite")).Text.Should().NotContain("Pour lire les fiches sanitaires");
    }

    [Fact]
    public async Task Changing_the_password_keeps_this_session_and_ends_the_others()
    {
        await using var host = await PortalHost.StartAsync();
        var email = await host.GivenParent();
        var (here, elsewhere) = (host.Visitor(), host.Visitor());
        await here.SignIn(email);
        await elsewhere.SignIn(email);
        const string Address = "/mon-compte/securite/mot-de-passe";

        (
            await here.SubmitForm(
                Address,
                "mot-de-passe",
                ("Model.Current", "faux"),
                ("Model.Password", "bruyère lanterne sept"),
                ("Model.Again", "bruyère lanterne sept")
            )
        )
            .Text.Should()
            .Contain("Ce n’est pas votre mot de passe actuel");
        (
            await here.SubmitForm(
                Address,
                "mot-de-passe",
                ("Model.Current", PortalHost.Password),
                ("Model.Password", "motdepasse123"),
                ("Model.Again", "motdepasse123")
            )
        )
            .Text.Should()
            .Contain("trop courant");
        (
            await here.SubmitForm(
                Address,
                "mot-de-passe",
                ("Model.Current", PortalHost.Password),
                ("Model.Password", "bruyère lanterne sept"),
                ("Model.Again", "autre chose")
            )
        )
            .Text.Should()
            .Contain("ne sont pas les mêmes");
        (
            await here.SubmitForm(
                Address,
                "mot-de-passe",
                ("Model.Current", PortalHost.Password),
                ("Model.Password", "bruyère lanterne sept"),
                ("Model.Again", "bruyère lanterne sept")
            )
        )
            .Location.Should()
            .Contain("fait=mot-de-passe");

        (await here.Open("/mon-compte/securite")).Status.Should().Be(HttpStatusCode.OK);
        (await elsewhere.Open("/mon-compte/securite")).Status.Should().Be(HttpStatusCode.Found);
        (await host.Visitor().SignIn(email, "bruyère lanterne sept")).Location.Should().Be("/");
    }

    [Theory]
    [InlineData("/mon-compte/securite")]
    [InlineData("/mon-compte/securite/application")]
    [InlineData("/mon-compte/securite/mot-de-passe")]
    [InlineData("/mon-compte/securite/cle")]
    [InlineData("/mon-compte/securite/cle/abcd")]
    public async Task Nobody_sees_these_pages_without_signing_in_and_nobody_anothers_key(string address)
    {
        await using var host = await PortalHost.StartAsync();
        (await host.Visitor().Open(address)).Location.Should().Contain("/connexion");
        var visitor = host.Visitor();
        await visitor.SignIn(await host.GivenParent());

        (await visitor.Open(address)).Status.Should().Be(address.EndsWith("abcd", StringComparison.Ordinal) ? HttpStatusCode.NotFound : HttpStatusCode.OK);
    }

    [GeneratedRegex("id=\"secret\">(?<key>[A-Z2-7 ]+)<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secret();

    [GeneratedRegex("<code>[A-Z2-9]{5}-[A-Z2-9]{5}</code>", RegexOptions.None, 1000)]
    private static partial Regex Recovery();
}
