using System.Buffers;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// Addresses of this portal. Wherever somebody is led on, what was asked for is taken apart and put together anew, so that nothing is left
/// that a browser could read as another site.
/// </summary>
public static class LocalAddress
{
    private const int Longest = 2000;

    // All that the portal's own paths are made of. An escaped sign, a colon or a letter of another alphabet is in none of them.
    private static readonly SearchValues<char> Name = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");
    private static readonly SearchValues<char> Query = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%!$&'()*+,;=:@/?"
    );

    /// <summary>The address as this portal writes it, from its root and without fragment; null when it is none of this portal.</summary>
    public static string? Of(string? address)
    {
        // Browsers drop tabs and line ends from an address, and read "\" as "/".
        if (address is not { Length: > 0 and <= Longest } || address.Any(char.IsControl) || address.Contains('\\', StringComparison.Ordinal))
        {
            return null;
        }

        var sound = address.Split('#')[0];
        var end = sound.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? at : sound.Length;
        var segments = sound[..end].Split('/').Select(Uri.UnescapeDataString).ToList();
        // "//other.example" is another site, and "/./" or a doubled slash behind the first would become one where dots are resolved.
        return segments is ["", ..] and not [""] && segments[1..].TrueForAll(segment => IsName(segment) || segment.Length == 0) && !HasDoubledSlash(segments)
            ? "/" + string.Join('/', segments.Where(segment => segment.Length > 0)) + Escaped(sound[end..])
            : null;
    }

    /// <summary>The address or, when it is none of this portal, the other.</summary>
    public static string Or(string? address, string other) => Of(address) ?? other;

    /// <summary>
    /// The one spelling of a path that the server has decoded: one slash between names, none behind the last. Null when no path of this portal can look so.
    /// </summary>
    public static string? PathOf(string? decoded)
    {
        var segments = (decoded ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        return decoded is null or "" or ['/', ..] && Array.TrueForAll(segments, IsName) ? "/" + string.Join('/', segments) : null;
    }

    private static bool IsName(string segment) => segment is not ("" or "." or "..") && !segment.AsSpan().ContainsAnyExcept(Name);

    private static bool HasDoubledSlash(List<string> segments) => segments[1..^1].Contains("");

    private static string Escaped(string query) =>
        string.Concat(
            query.EnumerateRunes().Select(rune => rune.IsAscii && Query.Contains((char)rune.Value) ? rune.ToString() : Uri.EscapeDataString(rune.ToString()))
        );
}
