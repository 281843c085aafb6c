using ClsPortal.Application.Shared;

namespace ClsPortal.Web.Hosting;

/// <summary>Carries what somebody wanted to open through the pages that come before it.</summary>
internal static class WayBack
{
    public const string Name = "retour";

    /// <summary>The page that mends a missing second factor, which leads back to this address.</summary>
    public static string ThroughSecondFactor(string address) => To(Refusal.SecondFactorPath, address);

    /// <summary>The path with the way back; without one where the address is none of this portal.</summary>
    public static string To(string path, string? address) => With(path, Name, address);

    /// <summary>The page to sign in on, which leads back to this address.</summary>
    public static string ThroughSignIn(string? address, bool hasEnded = false) => With(hasEnded ? "/connexion?fin=1" : "/connexion", "ReturnUrl", address);

    private static string With(string path, string name, string? address) =>
        LocalAddress.Of(address) is { } sound
            ? $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Uri.EscapeDataString(sound)}"
            : path;
}
