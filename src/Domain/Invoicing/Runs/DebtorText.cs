using System.Text.RegularExpressions;
using ClsPortal.Domain.Families;

namespace ClsPortal.Domain.Invoicing;

/// <summary>Somebody who is, or was, responsible in the family that an older invoice is addressed to.</summary>
public sealed record KnownGuardian(string Civility, string FirstName, string LastName);

/// <summary>
/// Reads the debtor out of the text of an invoice from before it was kept in parts. It was printed as household, person, lines of the
/// street, post code and town; what cannot be told apart for sure is left to a person.
/// </summary>
public static partial class DebtorText
{
    /// <summary>Null when name, street or town cannot be told apart.</summary>
    public static Debtor? Read(string addressee, string familyName, IReadOnlyList<KnownGuardian> guardians)
    {
        var lines = addressee.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length > 0 && Household().IsMatch(lines[0]))
        {
            lines = lines[1..];
        }

        if (lines.Length < 3 || Town().Match(lines[^1]) is not { Success: true } town || NameOf(lines[0], familyName, guardians) is not { } name)
        {
            return null;
        }

        return new Debtor(
            name.Civility,
            name.LastName,
            name.FirstName,
            PostalAddress.Of(string.Join('\n', lines[1..^1]), town.Groups["code"].Value, town.Groups["town"].Value)
        );
    }

    // By the family's guardians, whoever of them was addressed; else by the family's name; else by a first and a last name of one word each.
    private static KnownGuardian? NameOf(string line, string familyName, IReadOnlyList<KnownGuardian> guardians)
    {
        if (guardians.FirstOrDefault(guardian => Same(line, $"{guardian.FirstName} {guardian.LastName}")) is { } known)
        {
            return known;
        }

        if (char.IsAsciiDigit(line[0]))
        {
            return null;
        }

        if (line.Length > familyName.Length && line.EndsWith($" {familyName}", StringComparison.OrdinalIgnoreCase))
        {
            return new KnownGuardian("", line[..^familyName.Length].Trim(), line[^familyName.Length..]);
        }

        return line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var first, var last] ? new KnownGuardian("", first, last) : null;
    }

    private static bool Same(string line, string name) => line.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^Famille .+ \(n° .+\)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Household();

    [GeneratedRegex(@"^(?<code>\d{5})\s+(?<town>\S.*)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Town();
}
