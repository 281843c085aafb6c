using ClsPortal.Application.Common;
using ClsPortal.Application.Families;
using ClsPortal.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Web.Tests.Staff;

/// <summary>The red line of « coordonnées confidentielles » on the lists of staff, as it stands on the page.</summary>
public sealed class ConfidentialLineTests
{
    [Fact]
    public async Task Lists_say_what_must_not_be_told_of_a_child_and_nothing_of_the_others()
    {
        await using var host = await PortalHost.StartAsync();
        var (family, guardian) = await host.GivenBookedChildAsync();
        var agent = host.Visitor();
        await agent.SignIn(await host.GivenStaff(Roles.Agent));
        foreach (var list in (string[])["/gestion/presences", "/gestion/listes", "/gestion/listes?liste=bus"])
        {
            (await agent.Open(list)).Html.Should().NotContain("confidential-line", $"nobody is hidden on {list}");
        }

        var child = await host.Find(db => db.Children.Select(row => row.Id).SingleAsync());
        (await host.SendAsync(Roles.Agent, new ProtectGuardian(family, guardian, IsConfidential: true, [child], "Ordonnance"))).IsRefused.Should().BeFalse();

        foreach (var list in (string[])["/gestion/presences", "/gestion/listes"])
        {
            (await agent.Open(list)).Text.Should().Contain("Coordonnées confidentielles : ne dites rien de Zélie", $"it stands on {list}");
        }
    }
}
