using System.Net;
using System.Reflection;
using ClsPortal.Web.Tests.Support;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Tests.Hosting;

public sealed class SoundAddressesTests
{
    [Theory]
    [InlineData("/demandes?page=abc", "/demandes")]
    [InlineData("/demandes?page=99999999999", "/demandes")]
    [InlineData("/mon-compte/historique?enfant=x&du=2019-01-01", "/mon-compte/historique?du=2019-01-01")]
    [InlineData("/inscriptions?enfant=1&enfant=2", "/inscriptions")]
    [InlineData("/gestion/demandes?urgent=oui&activite=", "/gestion/demandes?activite=")]
    [InlineData("/gestion/demandes?urgent=&retard=true", "/gestion/demandes?retard=true")]
    [InlineData("/gestion/activites/nouvelle?copie=%3Cscript%3E", "/gestion/activites/nouvelle")]
    public async Task What_should_be_a_number_and_is_none_is_left_out(string address, string expected)
    {
        await using var portal = await PortalHost.StartAsync();

        (await portal.Visitor().Open(address)).Location.Should().Be(expected);
    }

    [Fact]
    public async Task Whatever_a_page_reads_of_an_address_may_be_nonsense()
    {
        await using var portal = await PortalHost.StartAsync();
        var visitor = portal.Visitor();
        var read = typeof(App)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(property => (property.Name, Read: property.GetCustomAttribute<SupplyParameterFromQueryAttribute>(), Type: property.PropertyType))
            .Where(found => found.Read is not null && found.Type.IsValueType)
            .Select(found => found.Read!.Name ?? found.Name)
            .Distinct()
            .ToList();

        read.Should().Contain("page").And.Contain("copie");
        foreach (var name in read)
        {
            (await visitor.Open($"/demandes?{name}=%27x")).Location.Should().Be("/demandes", name);
        }
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
