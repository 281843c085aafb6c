using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// The settings <c>Portal:Proxy:Addresses</c> and <c>Portal:Proxy:Networks</c>: whose word about a visitor's address and scheme is
/// taken. Without them all visitors behind a proxy would share one limit of attempts; with anybody's word, nobody would have one.
/// </summary>
public sealed record TrustedProxies(IReadOnlyList<IPAddress> Addresses, IReadOnlyList<IPNetwork> Networks)
{
    private const string Section = "Portal:Proxy";

    /// <exception cref="InvalidOperationException">A value is wrong; the sentence names the key and what is expected.</exception>
    public static TrustedProxies Read(IConfiguration configuration) =>
        new(
            [
                .. Parts(configuration, "Addresses")
                    .Select(text =>
                        IPAddress.TryParse(text, out var address)
                            ? address
                            : throw new InvalidOperationException(
                                $"{Section}:Addresses holds '{text}': expected addresses of reverse proxies parted by commas, such as 10.0.0.2."
                            )
                    ),
            ],
            [
                .. Parts(configuration, "Networks")
                    .Select(text =>
                        IPNetwork.TryParse(text, out var network)
                            ? network
                            : throw new InvalidOperationException(
                                $"{Section}:Networks holds '{text}': expected networks of reverse proxies parted by commas, such as 172.18.0.0/16."
                            )
                    ),
            ]
        );

    /// <summary>The Host header is left alone: links are made from <c>Portal:PublicUrl</c>.</summary>
    public void Apply(ForwardedHeadersOptions options)
    {
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        options.ForwardedHeaders =
            Addresses.Count + Networks.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        // Every proxy on the way is known, or the walk ends there.
        options.ForwardLimit = null;
        foreach (var address in Addresses)
        {
            options.KnownProxies.Add(address);
        }

        foreach (var network in Networks)
        {
            options.KnownIPNetworks.Add(network);
        }
    }

    private static string[] Parts(IConfiguration configuration, string key) =>
        (configuration[$"{Section}:{key}"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
