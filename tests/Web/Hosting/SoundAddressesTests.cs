using System.Net;
using ClsPortal.Web.Tests.Support;

namespace ClsPortal.Web.Tests.Hosting;

public sealed class SoundAddressesTests
{
    [Theory]
    [InlineData("/demandes?page=abc", "/demandes")]
    [InlineData("/demandes?page=99999999999", "/demandes")]
    [InlineData("/mon-compte/historique?enfant=x&du=2019-01-01", "/mon-compte/historique?du=2019-01-01")]
    [InlineData("/inscriptions?enfant=1&enfant=2", "/inscriptions")]
    [InlineData("/gestion/demandes?urgent=oui&activite=", "/gestion/demandes?activite=")]
    public async Task What_should_be_a_number_and_is_none_is_left_out(string address, string expected)
    {
        await using var portal = await PortalHost.StartAsync();

        (await portal.Visitor().Open(address)).Location.Should().Be(expected);
    }

    [Theory]
    [InlineData("/mon-compte/historique?enfant=&activite=&du=&au=&page=-3")]
    [InlineData("/inscriptions/1/1?mois=0001-01")]
    [InlineData("/inscriptions/1/1?mois=9999-12")]
    public async Task Odd_but_sound_addresses_are_answered(string address)
    {
        await using var portal = await PortalHost.StartAsync();
        var visitor = portal.Visitor();
        await visitor.SignIn(await portal.GivenParent());

        (await visitor.Open(address)).Status.Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.NotFound);
    }
}
