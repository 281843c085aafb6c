namespace ClsPortal.Application.Shared;

/// <summary>What French asks of a sentence that a number or a name is put into.</summary>
public static class Wording
{
    /// <summary>
    /// « d’Emma », « de Paul ». Most names elide before a vowel and before H; names as they are given today with « Ha » (Hamza, Hassan) or with
    /// Y and a vowel (Yanis) do not.
    /// </summary>
    public static string Of(string? name) => (Elides(name?.TrimStart() ?? "") ? "d’" : "de ") + name;

    /// <summary>« 1 séance », « 3 séances »; none counts as one: « 0 séance ».</summary>
    public static string Count(int number, string one, string many) => $"{number} {(Math.Abs(number) < 2 ? one : many)}";

    private static bool Elides(string name) =>
        (First(name, 0), First(name, 1)) switch
        {
            ('A' or 'E' or 'I' or 'O' or 'U', _) => true,
            ('H', 'E' or 'I' or 'O' or 'U' or 'Y') => true,
            ('Y', 'A' or 'E' or 'I' or 'O' or 'U') => false,
            ('Y', not '\0') => true,
            _ => false,
        };

    // The letter without its accent: É, Ï and Œ are vowels as well.
    private static char First(string name, int at)
    {
        if (at >= name.Length)
        {
            return '\0';
        }

        // Half of a pair, and what is no character, has no form without accents.
        if (!char.IsLetter(name[at]))
        {
            return ' ';
        }

        var letter = name[at].ToString().Normalize(System.Text.NormalizationForm.FormD)[0];
        return char.ToUpperInvariant(letter) switch
        {
            'Æ' => 'A',
            'Œ' => 'O',
            var upper => upper,
        };
    }
}
