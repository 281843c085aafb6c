using System.Net;
using ClsPortal.Web.Hosting;

namespace ClsPortal.Web.Tests.Hosting;

public sealed class VisitorNetworkTests
{
    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.7", "::ffff:192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("::ffff:192.0.2.7", "::ffff:192.0.2.8", false)]
    [InlineData("fe80::1%2", "fe80::2%3", true)]
    public void A_household_is_one_network_and_its_neighbour_another(string one, string other, bool same) =>
        (VisitorNetwork.Of(IPAddress.Parse(one)) == VisitorNetwork.Of(IPAddress.Parse(other))).Should().Be(same);
}
