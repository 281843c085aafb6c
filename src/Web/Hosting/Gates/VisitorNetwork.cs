using System.Net;
using System.Net.Sockets;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// What a limit by network address counts: an IPv4 address, however it is written, or the 64 bits that a household is given of IPv6 and within
/// which it has as many addresses as it likes.
/// </summary>
public static class VisitorNetwork
{
    private const int HouseholdBytes = 8;

    public static string Of(HttpContext context) => Of(context.Connection.RemoteIpAddress);

    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return "unknown";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4().ToString();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address.ToString();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(HouseholdBytes).Clear();
        return new IPAddress(bytes).ToString();
    }
}
