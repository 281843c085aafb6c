using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.StaticAssets;

namespace ClsPortal.Web.Hosting;

/// <summary>What an address is, told by the endpoint that routing chose and never by the path that was typed.</summary>
internal static class Addresses
{
    /// <summary>Answers under any host name: machines ask it by number.</summary>
    public static readonly object AnyHost = new AnyHostMark();

    /// <summary>Is everybody's, and bears its version in its address: whoever answers may say that it is kept.</summary>
    public static readonly object Lasting = new LastingMark();

    /// <summary>True for what was shipped with the program, and for what the organisation shows to whoever comes.</summary>
    public static bool IsEverybodys(this Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || endpoint?.Metadata.GetMetadata<LastingMark>() is not null;

    /// <summary>True for what the pattern puts below that first name.</summary>
    public static bool IsBelow(this Endpoint? endpoint, string first) =>
        endpoint is RouteEndpoint { RoutePattern.PathSegments: [{ IsSimple: true, Parts: [RoutePatternLiteralPart name] }, ..] } && name.Content == first;

    /// <summary>True for the connection of a circuit and the talk before it.</summary>
    public static bool IsCircuit(this Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<HubMetadata>() is not null;

    public static bool AnswersAnyHost(this Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<AnyHostMark>() is not null;

    /// <summary>The farewell of a page frees its circuit, also when the sign-in is over: it names the circuit by its secret.</summary>
    public static void OpenFarewell(EndpointBuilder endpoint)
    {
        if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: "/_blazor/disconnect/" or "/_blazor/disconnect" })
        {
            endpoint.Metadata.Add(new AllowAnonymousAttribute());
        }
    }

    private sealed class AnyHostMark;

    private sealed class LastingMark;
}
