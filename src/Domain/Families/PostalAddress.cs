using System.Text.RegularExpressions;

namespace ClsPortal.Domain.Families;

/// <summary>Where somebody gets letters, in the parts of the French postal norm. What is not known is empty.</summary>
/// <param name="Complement">What is written above the street, such as « Bât. C, appt 12 ».</param>
/// <param name="Street">Number and street.</param>
/// <param name="Locality">What is written below it, such as a hamlet.</param>
/// <param name="PostCode">Code postal.</param>
/// <param name="Town">Commune.</param>
public sealed partial record PostalAddress(string Complement, string Street, string Locality, string PostCode, string Town)
{
    /// <summary>Longest line, in characters, and of all lines together.</summary>
    public const int LineMaxLength = Guardian.AddressMaxLength;

    /// <summary>Longest <see cref="PostCode"/>, in characters; foreign ones are longer than five.</summary>
    public const int PostCodeMaxLength = 10;

    /// <summary>Sorts lines as a person wrote them: the one that looks like number and street, those above it and those below.</summary>
    public static PostalAddress Of(string lines, string postCode, string town)
    {
        var written = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var street = Math.Max(0, StreetOf(written));
        return written.Length == 0
            ? new PostalAddress("", "", "", postCode.Trim(), town.Trim())
            : new PostalAddress(
                string.Join(", ", written[..street]),
                written[street],
                string.Join(", ", written[(street + 1)..]),
                postCode.Trim(),
                town.Trim()
            );
    }

    // « 3e étage » begins with a digit as well, so a word for a street counts more; a number alone still counts more than nothing.
    private static int StreetOf(string[] lines) =>
        First(lines, line => char.IsAsciiDigit(line[0]) && Way().IsMatch(line))
        ?? First(lines, line => Way().IsMatch(line))
        ?? First(lines, line => char.IsAsciiDigit(line[0]) && !Floor().IsMatch(line))
        ?? First(lines, line => !Floor().IsMatch(line))
        ?? 0;

    private static int? First(string[] lines, Predicate<string> which) => Array.FindIndex(lines, which) is var at and >= 0 ? at : null;

    [GeneratedRegex(
        @"\b(rue|avenue|av|boulevard|bd|bld|chemin|ch|che|place|pl|impasse|imp|all[ée]e|route|rte|quai|cours|square|"
            + @"sentier|sente|ruelle|venelle|passage|faubourg|fbg|voie|clos|mont[ée]e|promenade|rond-point|traverse|villa|cit[ée])\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Way();

    [GeneratedRegex(
        @"(étage|etage|\bappt?\b|appartement|\bb[âa]t\b|bâtiment|batiment|escalier|résidence|residence|\bchez\b|\blot\b)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Floor();
}
