namespace ClsPortal.Architecture.Tests;

/// <summary>The assemblies of the portal, from the centre outward.</summary>
internal static class Layers
{
    public const string Domain = "ClsPortal.Domain";
    public const string Application = "ClsPortal.Application";
    public const string Infrastructure = "ClsPortal.Infrastructure";
    public const string Web = "ClsPortal.Web";

    public static IReadOnlyList<string> All { get; } = [Domain, Application, Infrastructure, Web];

    /// <summary>Each layer with those it must not know.</summary>
    public static IEnumerable<(string Layer, IEnumerable<string> MayNotUse)> Outward => All.Select((layer, place) => (layer, All.Skip(place + 1)));
}
