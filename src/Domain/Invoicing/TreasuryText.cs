using System.Globalization;
using System.Text;

namespace ClsPortal.Domain.Invoicing;

/// <summary>Text for the Trésorerie's files, which hold the letters of ISO-8859-1 and no others.</summary>
public static class TreasuryText
{
    private const char LastLatin1 = 'ÿ';

    private static readonly Dictionary<char, string> Known = new()
    {
        ['’'] = "'", ['‘'] = "'", ['‚'] = "'", ['“'] = "\"", ['”'] = "\"", ['„'] = "\"", ['–'] = "-", ['—'] = "-", ['‑'] = "-", ['…'] = "...", ['•'] = "-",
        ['œ'] = "oe", ['Œ'] = "OE", ['Ÿ'] = "Y", ['€'] = "EUR", ['ł'] = "l", ['Ł'] = "L", ['đ'] = "d", ['Đ'] = "D", ['ı'] = "i", ['\u00a0'] = " ", ['\u202f'] = " ",
    };

    /// <summary>The nearest text in ISO-8859-1, on one line, cut at <paramref name="maxLength"/>.</summary>
    public static string Of(string text, int maxLength)
    {
        var plain = new StringBuilder();
        foreach (var letter in text.Normalize(NormalizationForm.FormC))
        {
            plain.Append(Written(letter));
        }

        var line = string.Join(' ', plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return line.Length > maxLength ? line[..maxLength].TrimEnd() : line;
    }

    private static string Written(char letter)
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

        if (char.IsSurrogate(letter) || CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format)
        {
            return "";
        }

        // ğ is written g: without its mark it is a letter that the file holds.
        var bare = letter.ToString().Normalize(NormalizationForm.FormD)[0];
        return bare <= LastLatin1 ? bare.ToString() : "?";
    }
}
