using System.Net;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Web.Tests.Access;

/// <summary>A login of the centre that was joined to a guardian, from the sign-in to the pages: the joining travels in the cookie.</summary>
public sealed class JoinedLoginTests
{
    private const string Own = "Il s’agit de votre propre famille";

    [Fact]
    public async Task From_the_sign_in_after_the_joining_on_the_login_is_of_that_family_and_the_one_before_ends()
    {
        await using var host = await PortalHost.StartAsync();
        var (family, guardian) = await host.GivenBookedChildAsync();
        var email = await host.GivenStaff(Roles.Agent);
        var user = await host.Find(db => db.Users.Where(row => row.Email == email).Select(row => row.Id).SingleAsync());
        var visitor = host.Visitor();
        await visitor.SignIn(email);
        var before = await visitor.Open("/gestion/presences");
        before.Html.Should().Contain("data-mark=\"Present\"");
        before.Text.Should().Contain("Zélie").And.NotContain("Votre enfant");
        (await visitor.Open($"/gestion/familles/{family}")).Text.Should().NotContain(Own);

        (await host.SendAsync(Roles.Director, new JoinGuardian(user, guardian))).IsRefused.Should().BeFalse();

        (await visitor.Open("/gestion/presences")).Location.Should().StartWith("/connexion", "what a sign-in may do is in its cookie");
        var again = host.Visitor();
        await again.SignIn(email);
        var after = await again.Open("/gestion/presences");
        after.Status.Should().Be(HttpStatusCode.OK);
        after.Text.Should().Contain("Zélie").And.Contain("Votre enfant à laisser à un collègue");
        after.Html.Should().NotContain("data-mark=");
        (await again.Open($"/gestion/familles/{family}")).Text.Should().Contain(Own);
        (await again.Open("/gestion/messages")).Text.Should().Contain("Les échanges de votre propre famille ne figurent pas ici");

        (await host.SendAsync(Roles.Director, new PartGuardian(user, family))).IsRefused.Should().BeFalse();

        var parted = host.Visitor();
        await parted.SignIn(email);
        (await parted.Open("/gestion/presences")).Html.Should().Contain("data-mark=\"Present\"");
    }
}
