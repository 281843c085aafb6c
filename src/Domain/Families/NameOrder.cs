using ClsPortal.Domain.Shared;

namespace ClsPortal.Domain.Families;

/// <summary>
/// The order in which French readers look for names: accents, capitals and hyphens do not count, words do (« Le Goff » before « Lefèvre »). Both
/// databases compare the keys byte by byte, and so order them alike. The folding is that of the search, <see cref="SearchKey"/>.
/// </summary>
public static class NameOrder
{
    /// <summary>Longest key of two names, in characters.</summary>
    public const int KeyMaxLength = (2 * SearchKey.MostOfALetter * Family.NameMaxLength) + 2;

    // Sorts before every sign of a key, and before the single space between the words of a name.
    private const string BetweenNames = "  ";

    /// <summary>The same order in memory; names that differ in accents only have a fixed order too.</summary>
    public static IComparer<string> Comparer { get; } =
        Comparer<string>.Create(
            (one, other) => string.CompareOrdinal(KeyOf(one), KeyOf(other)) is var byKey && byKey != 0 ? byKey : string.CompareOrdinal(one, other)
        );

    /// <summary>The key of one name.</summary>
    public static string KeyOf(string name) => SearchKey.Of(name);

    /// <summary>The key of a person: the last name decides before the first name does.</summary>
    public static string KeyOf(string lastName, string firstName) => KeyOf(lastName) + BetweenNames + KeyOf(firstName);
}
