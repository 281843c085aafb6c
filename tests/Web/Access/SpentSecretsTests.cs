using System.Net;
using System.Text.RegularExpressions;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Web.Tests.Support;

namespace ClsPortal.Web.Tests.Access;

/// <summary>What serves once serves once: after failures, at the same moment, and on several copies of the portal.</summary>
public sealed partial class SpentSecretsTests
{
    private const string Application = "/mon-compte/securite/application";
    private const string Code = "/connexion/code";
    private const string Another = "bruyère lanterne sept";

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_code_of_the_application_serves_once_after_a_wrong_one_too(DatabaseProvider database)
    {
        await using var host = await PortalHost.OnAsync(database);
        var email = await host.GivenStaff(Roles.Agent);
        var code = host.CodeOf(await host.GivenCodes(email));

        var answers = await TryTwice(host, host, email, "000000", code);

        answers.First.Location.Should().EndWith("/gestion");
        answers.Second.Alert.Should().Contain("déjà servi");
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_recovery_code_serves_once_after_a_wrong_one_too(DatabaseProvider database)
    {
        await using var host = await PortalHost.OnAsync(database);
        var email = await host.GivenStaff(Roles.Agent);
        var codes = await GivenRecoveryCodes(host, email);

        var answers = await TryTwice(host, host, email, "ZZZZZ-ZZZZZ", codes[4]);

        answers.First.Location.Should().EndWith("/gestion");
        answers.Second.Alert.Should().Contain("déjà servi");
    }

    [Fact]
    public async Task A_code_that_one_copy_took_is_worth_nothing_on_another()
    {
        await using var host = await PortalHost.OnAsync(DatabaseProvider.Postgres);
        await using var other = await host.BesideAsync();
        var email = await host.GivenStaff(Roles.Agent);
        var codes = await GivenRecoveryCodes(host, email);
        var secret = await host.GivenCodes(email);

        var byCode = await TryTwice(host, other, email, "000000", host.CodeOf(secret, 1));
        var byRecovery = await TryTwice(other, host, email, "ZZZZZ-ZZZZZ", codes[0]);

        (byCode.First.Location, byRecovery.First.Location).Should().Be(("/gestion", "/gestion"));
        (byCode.Second.Alert, byRecovery.Second.Alert)
            .Should()
            .Satisfy<(string, string)>(alerts => alerts.Item1.Should().Be(alerts.Item2).And.Contain("déjà servi"));
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, false)]
    [InlineData(DatabaseProvider.Postgres, false)]
    [InlineData(DatabaseProvider.Postgres, true)]
    public async Task Of_four_who_use_one_code_at_the_same_moment_one_comes_in_and_nobody_sees_a_fault(DatabaseProvider database, bool onTwoCopies)
    {
        await using var host = await PortalHost.OnAsync(database);
        await using var second = onTwoCopies ? await host.BesideAsync() : null;
        var email = await host.GivenStaff(Roles.Agent);
        var recovery = await GivenRecoveryCodes(host, email);
        var secret = await host.GivenCodes(email);

        foreach (var code in new[] { recovery[7], host.CodeOf(secret, 1) })
        {
            var waiting = await Task.WhenAll(
                Enumerable
                    .Range(0, 4)
                    .Select(async place =>
                    {
                        var visitor = (place % 2 == 0 ? host : second ?? host).Visitor();
                        await visitor.SignIn(email);
                        return (Visitor: visitor, Page: await visitor.Open(Code));
                    })
            );
            (await waiting[0].Visitor.Submit(waiting[0].Page, Code, ("Code", code.Length == 6 ? "000000" : "ZZZZZ-ZZZZZ")))
                .Alert.Should()
                .Contain("déjà servi");

            var answers = await Task.WhenAll(waiting.Select(each => each.Visitor.Submit(each.Page, Code, ("Code", code))));

            answers.Should().ContainSingle(answer => answer.Status == HttpStatusCode.Found).Which.Location.Should().EndWith("/gestion");
            answers
                .Where(answer => answer.Status != HttpStatusCode.Found)
                .Should()
                .OnlyContain(answer => answer.Status == HttpStatusCode.OK && answer.Alert.Length > 0);
            await host.Unlock(email);
        }
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_link_for_a_new_password_serves_one_of_four_who_use_it_at_the_same_moment(DatabaseProvider database)
    {
        await using var host = await PortalHost.OnAsync(database);
        var email = await host.GivenParent();
        await host.Visitor().SignIn(email, "pas le bon");
        var link = (await host.With<PasswordReset, string?>(reset => reset.PrintableLinkAsync(email)))!;
        var waiting = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(async _ =>
                {
                    var visitor = host.Visitor();
                    return (Visitor: visitor, Page: await visitor.Open(link));
                })
        );

        var answers = await Task.WhenAll(
            waiting.Select((each, place) => each.Visitor.Submit(each.Page, link, ("Password", $"{Another} {place}"), ("Again", $"{Another} {place}")))
        );

        answers.Should().OnlyContain(answer => (int)answer.Status < 400);
        answers.Should().ContainSingle(answer => answer.Text.Contains("est changé", StringComparison.Ordinal));
        var signIns = await Task.WhenAll(Enumerable.Range(0, 4).Select(place => host.Visitor().SignIn(email, $"{Another} {place}")));
        signIns.Should().ContainSingle(answer => answer.Location == "/");
        (await host.Visitor().Open(link)).Alert.Should().Contain("plus valable");
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task An_invitation_makes_one_login_for_four_who_use_it_at_the_same_moment(DatabaseProvider database)
    {
        await using var host = await PortalHost.OnAsync(database);
        var link = await InvitationTests.GivenInvitation(host, Domain.Access.Invitation.ForStaff("alex@centre.example", "Alex Agent", "Agent"));
        var waiting = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(async _ =>
                {
                    var visitor = host.Visitor();
                    return (Visitor: visitor, Page: await visitor.Open(link));
                })
        );

        var answers = await Task.WhenAll(
            waiting.Select(each => each.Visitor.Submit(each.Page, link, ("Password", $"{Another} fois"), ("Again", $"{Another} fois")))
        );

        answers.Should().OnlyContain(answer => (int)answer.Status < 400);
        answers.Should().ContainSingle(answer => answer.Status == HttpStatusCode.Found);
    }

    /// <summary>A wrong code, the right one, and the right one again by somebody else who knows the password.</summary>
    private static async Task<(Page First, Page Second)> TryTwice(PortalHost here, PortalHost there, string email, string wrong, string code)
    {
        var (owner, thief) = (here.Visitor(), there.Visitor());
        await owner.SignIn(email);
        (await owner.Submit(Code, ("Code", wrong))).Alert.Should().Contain("déjà servi");
        var first = await owner.Submit(Code, ("Code", code));
        await thief.SignIn(email);
        return (first, await thief.Submit(Code, ("Code", code)));
    }

    private static async Task<IReadOnlyList<string>> GivenRecoveryCodes(PortalHost host, string email)
    {
        var visitor = host.Visitor();
        await visitor.SignIn(email);
        var page = await visitor.Open(Application);
        var secret = Secret().Match(page.Html).Groups["key"].Value.Replace(" ", "", StringComparison.Ordinal);
        // One step back, so that the tests' own codes are newer.
        var code = host.CodeOf(secret, -1);
        var done = await visitor.Submit(page, Application, ("Code", code), ("Current", PortalHost.Password));
        return [.. Recovery().Matches(done.Html).Select(hit => hit.Groups["code"].Value)];
    }

    [GeneratedRegex("id=\"secret\">(?<key>[A-Z2-7 ]+)<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secret();

    [GeneratedRegex("<code>(?<code>[A-Z2-9]{5}-[A-Z2-9]{5})</code>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Recovery();
}
