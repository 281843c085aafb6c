using System.Net;
using ClsPortal.Application.Access;
using ClsPortal.Domain.Access;
using ClsPortal.Domain.Families;
using ClsPortal.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Web.Tests.Access;

/// <summary>The page behind an invitation's link.</summary>
public sealed class InvitationTests
{
    private const string Chosen = "bruyère lanterne sept fois";

    [Fact]
    public async Task The_link_makes_a_login_with_its_roles_once()
    {
        await using var host = await PortalHost.StartAsync();
        var link = await GivenInvitation(host, Invitation.ForStaff("alex@centre.example", "Alex Agent", "Agent,Accountant"));
        var visitor = host.Visitor();

        (await visitor.Submit(link, ("Password", "bruyère"), ("Again", "bruyère"))).Text.Should().Contain("au moins 16 caractères");
        (await visitor.Submit(link, ("Password", Chosen), ("Again", "autre"))).Text.Should().Contain("ne sont pas les mêmes");
        (await visitor.Submit(link, ("Password", Chosen), ("Again", Chosen))).Location.Should().EndWith("/gestion", "who chose the password is signed in");
        (await visitor.Open("/gestion")).Status.Should().Be(HttpStatusCode.OK);

        (await visitor.Open(link)).Alert.Should().Contain("plus valable");
        (await host.Visitor().SignIn("alex@centre.example", Chosen)).Location.Should().EndWith("/gestion");
        (await host.Find(db => db.UserRoles.CountAsync())).Should().Be(2);
        (await host.Find(db => db.AuditEntries.AsNoTracking().SingleAsync())).Act.Should().Be("user.joined");
    }

    [Fact]
    public async Task A_guardian_comes_into_the_own_family()
    {
        await using var host = await PortalHost.StartAsync();
        var family = Family.Create("0815", "test");
        family.AddGuardian("Mère", "Test", "mere@example.fr");
        await host.Find(db => db.Add(family).Context.SaveChangesAsync());
        var link = await GivenInvitation(host, Invitation.ForGuardian("mere@example.fr", "Mère Test", family.Guardians[0].Id, family.Id));
        var visitor = host.Visitor();

        (await visitor.Submit(link, ("Password", "bruyère lanterne"), ("Again", "bruyère lanterne"))).Location.Should().EndWith("/");

        (await host.Visitor().SignIn("mere@example.fr", "bruyère lanterne")).Location.Should().Be("/");
        var user = await host.Find(db => db.Users.AsNoTracking().SingleAsync());
        (user.FamilyId, user.GuardianId).Should().Be((family.Id, family.Guardians[0].Id));
    }

    [Fact]
    public async Task A_link_that_is_old_withdrawn_or_invented_opens_nothing()
    {
        await using var host = await PortalHost.StartAsync();
        var link = await GivenInvitation(host, Invitation.ForStaff("alex@centre.example", "Alex", "Agent"));
        host.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));
        (await host.Visitor().Open(link)).Alert.Should().Contain("plus valable");

        var withdrawn = await GivenInvitation(host, Invitation.ForStaff("sam@centre.example", "Sam", "Agent"));
        await host.Find(db =>
            db.Invitations.Where(row => row.Email == "sam@centre.example")
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.WithdrawnAt, DateTime.UnixEpoch))
        );
        (await host.Visitor().Open(withdrawn)).Alert.Should().Contain("plus valable");
        (await host.Visitor().Open("/invitation?code=abc")).Alert.Should().Contain("plus valable");
        (await host.Visitor().Open("/invitation")).Alert.Should().Contain("plus valable");
    }

    [Fact]
    public async Task Two_who_open_the_same_link_make_one_login()
    {
        await using var host = await PortalHost.StartAsync();
        var link = await GivenInvitation(host, Invitation.ForStaff("alex@centre.example", "Alex", "Agent"));

        var pages = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => host.Visitor().Submit(link, ("Password", Chosen), ("Again", Chosen))));

        pages.Where(page => page.Status != HttpStatusCode.OK).Should().ContainSingle().Which.Location.Should().EndWith("/gestion");
        pages.Count(page => page.Alert.Contains("plus valable")).Should().Be(2);
        (await host.Find(db => db.Users.CountAsync())).Should().Be(1);
    }

    internal static async Task<string> GivenInvitation(PortalHost host, Invitation invitation)
    {
        var code = InvitationCodes.New();
        invitation.Send(InvitationCodes.Digest(code), host.Clock.GetUtcNow().UtcDateTime);
        await host.Find(db => db.Add(invitation).Context.SaveChangesAsync());
        return $"/invitation?code={code}";
    }
}
