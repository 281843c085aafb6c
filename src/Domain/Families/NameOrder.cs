using System.Text;

namespace ClsPortal.Domain.Families;

/// <summary>
/// The order in which French readers look for names: accents, capitals and hyphens do not count, words do (« Le Goff » before « Lefèvre »). Both
/// databases compare the keys byte by byte, and so order them alike.
/// </summary>
public static class NameOrder
{
    /// <summary>Longest key of two names, in characters: a letter becomes three at most.</summary>
    public const int KeyMaxLength = (6 * Family.NameMaxLength) + 2;

    // Sorts before every sign of a key, and before the single space between the words of a name.
    private const string BetweenNames = "  ";

    /// <summary>The same order in memory; names that differ in accents only have a fixed order too.</summary>
    public static IComparer<string> Comparer { get; } = Comparer<string>.Create((one, other) =>
        string.CompareOrdinal(KeyOf(one), KeyOf(other)) is var byKey && byKey != 0 ? byKey : string.CompareOrdinal(one, other));

    /// <summary>The key of one name.</summary>
    public static string KeyOf(string name) => SearchKey.Of(WithoutLigatures(name));

    /// <summary>The key of a person: the last name decides before the first name does.</summary>
    public static string KeyOf(string lastName, string firstName) => KeyOf(lastName) + BetweenNames + KeyOf(firstName);

    // Letters that Unicode does not take apart, and that readers do.
    private static string WithoutLigatures(string name)
    {
        if (name.All(char.IsAscii))
        {
            return name;
        }

        var parted = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            _ = letter switch
            {
                'œ' or 'Œ' => parted.Append("OE"),
                'æ' or 'Æ' => parted.Append("AE"),
                'ß' or 'ẞ' => parted.Append("SS"),
                'ø' or 'Ø' => parted.Append('O'),
                'ł' or 'Ł' => parted.Append('L'),
                'đ' or 'Đ' => parted.Append('D'),
                _ => parted.Append(letter),
            };
        }

        return parted.ToString();
    }
}
