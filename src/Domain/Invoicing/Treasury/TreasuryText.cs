using System.Globalization;
using System.Text;

namespace ClsPortal.Domain.Invoicing;

/// <summary>
/// Text for the Trésorerie's files, which hold the letters of ISO-8859-1 and no others. Greek and Cyrillic letters are written as in a passport
/// (ICAO 9303, ELOT 743); other scripts have no one way, and <see cref="Holds"/> says so.
/// </summary>
public static class TreasuryText
{
    private const char LastLatin1 = 'ÿ';

    private static readonly Dictionary<char, string> Known = new()
    {
        ['’'] = "'",
        ['‘'] = "'",
        ['‚'] = "'",
        ['ʻ'] = "'",
        ['ʼ'] = "'",
        ['′'] = "'",
        ['“'] = "\"",
        ['”'] = "\"",
        ['„'] = "\"",
        ['–'] = "-",
        ['—'] = "-",
        ['‐'] = "-",
        ['‑'] = "-",
        ['−'] = "-",
        ['…'] = "...",
        ['•'] = "-",
        ['œ'] = "oe",
        ['Œ'] = "OE",
        ['Ÿ'] = "Y",
        ['€'] = "EUR",
        ['ł'] = "l",
        ['Ł'] = "L",
        ['đ'] = "d",
        ['Đ'] = "D",
        ['ħ'] = "h",
        ['Ħ'] = "H",
        ['ŧ'] = "t",
        ['Ŧ'] = "T",
        ['ŋ'] = "n",
        ['Ŋ'] = "N",
        ['ı'] = "i",
        ['ə'] = "e",
        ['Ə'] = "E",
        ['ẞ'] = "SS",
        ['ĸ'] = "k",
        ['ɓ'] = "b",
        ['ɗ'] = "d",
        ['ƙ'] = "k",
    };

    private static readonly (string Greek, string Latin)[] Diphthongs = [("ου", "ou"), ("ού", "ou"), ("Ου", "Ou"), ("Ού", "Ou"), ("ΟΥ", "OU"), ("ΟΎ", "OU")];

    private static readonly Dictionary<char, string> Passport = Letters(
        "А A Б B В V Г G Д D Е E Ё E Ж ZH З Z И I Й I К K Л L М M Н N О O П P Р R С S Т T У U Ф F Х KH Ц TS Ч CH Ш SH Щ SHCH Ъ IE Ы Y Ь - Э E Ю IU Я IA "
            + "І I Ї I Є IE Ґ G Ђ DJ Ј J Љ LJ Њ NJ Ћ C Џ DZ Ќ K Ѓ G Ѕ DZ Ў U "
            + "Α A Β V Γ G Δ D Ε E Ζ Z Η I Θ TH Ι I Κ K Λ L Μ M Ν N Ξ X Ο O Π P Ρ R Σ S Τ T Υ Y Φ F Χ CH Ψ PS Ω O"
    );

    /// <summary>
    /// The nearest text in ISO-8859-1, on one line. A letter of another script is left out: ask <see cref="Holds"/> first where that matters.
    /// </summary>
    public static string Of(string text)
    {
        var plain = new StringBuilder();
        foreach (
            var letter in Diphthongs.Aggregate(
                text.Normalize(NormalizationForm.FormC),
                (line, pair) => line.Replace(pair.Greek, pair.Latin, StringComparison.Ordinal)
            )
        )
        {
            plain.Append(Written(letter) ?? "");
        }

        return string.Join(' ', plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>As <see cref="Of(string)"/>, cut at <paramref name="maxLength"/>.</summary>
    public static string Of(string text, int maxLength)
    {
        var line = Of(text);
        return line.Length > maxLength ? line[..maxLength].TrimEnd() : line;
    }

    /// <summary>False when a letter or digit of the text would be lost. Pictures (emoji) and marks may be.</summary>
    public static bool Holds(string text) =>
        text.Normalize(NormalizationForm.FormC)
            .EnumerateRunes()
            .All(rune => !Rune.IsLetterOrDigit(rune) || (rune.IsBmp && Written((char)rune.Value) is not null))
        && (text.Trim().Length == 0 || Of(text).Length > 0);

    // Null for a letter that cannot be written.
    private static string? Written(char letter)
    {
        if (Known.TryGetValue(letter, out var known))
        {
            return known;
        }

        if (char.IsControl(letter) || char.IsWhiteSpace(letter))
        {
            return " ";
        }

        if (letter <= LastLatin1)
        {
            return letter.ToString();
        }

        if (
            char.IsSurrogate(letter)
            || CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
        )
        {
            return "";
        }

        if (Passport.TryGetValue(letter, out var spelled))
        {
            return spelled;
        }

        // ğ is written g, ﬁ fi: without its mark, or in its parts, it is of letters that the file holds.
        var parts = letter
            .ToString()
            .Normalize(NormalizationForm.FormKD)
            .Where(part => CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark)
            .ToArray();
        if (parts is [var same] && same == letter)
        {
            return char.IsLetterOrDigit(letter) ? null : "";
        }

        var written = Array.ConvertAll(parts, part => Written(part));
        return written.Contains(null) ? null : string.Concat(written);
    }

    private static Dictionary<char, string> Letters(string table)
    {
        var letters = new Dictionary<char, string> { ['ς'] = "s" };
        foreach (var pair in table.Split(' ').Chunk(2))
        {
            var written = pair[1] == "-" ? "" : pair[1];
            letters[pair[0][0]] = written.Length > 1 ? written[..1] + written[1..].ToLowerInvariant() : written;
            letters[char.ToLowerInvariant(pair[0][0])] = written.ToLowerInvariant();
        }

        return letters;
    }
}
