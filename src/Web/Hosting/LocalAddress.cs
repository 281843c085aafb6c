namespace ClsPortal.Web.Hosting;

/// <summary>Where to go after signing in.</summary>
internal static class LocalAddress
{
    /// <summary>True for a path of this portal: neither another site nor what a browser would read as one.</summary>
    public static bool Is(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..]
        // Browsers drop tabs and line ends from an address, so that "/<tab>/example.org" would become "//example.org".
        && !address.Any(char.IsControl) && Uri.TryCreate(address, UriKind.Relative, out _);
}
