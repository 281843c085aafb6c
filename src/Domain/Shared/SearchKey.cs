using System.Globalization;
using System.Text;

namespace ClsPortal.Domain.Shared;

/// <summary>
/// Makes names comparable by any database, for search, order and doubles alike: the capital letters that a French keyboard types for them, so that
/// « helene » finds « Hélène », « oeuvrard » « Œuvrard », « lukasik » « Łukasik » and « ivanov » « Иванов ».
/// </summary>
public static class SearchKey
{
    /// <summary>A letter becomes so many at most.</summary>
    public const int MostOfALetter = 3;

    /// <summary>The key of a text; words stay in their order, parted by single spaces.</summary>
    public static string Of(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var letter in SoundText.Of(text))
        {
            if (char.IsAscii(letter))
            {
                Append(key, char.ToUpperInvariant(letter));
            }
            else
            {
                // Half of a pair has no parts of its own.
                foreach (var part in char.IsSurrogate(letter) ? letter.ToString() : Parts(letter))
                {
                    AppendFolded(key, part);
                }
            }
        }

        return key.ToString().TrimEnd();
    }

    // Signs that stand for others are taken apart as well (ﬁ, ĳ, ſ, full width), unless they stand for whole words.
    private static string Parts(char letter) =>
        letter.ToString().Normalize(NormalizationForm.FormKD) is { Length: <= MostOfALetter } parts
            ? parts
            : letter.ToString().Normalize(NormalizationForm.FormD);

    private static void AppendFolded(StringBuilder key, char part)
    {
        var upper = char.ToUpperInvariant(part);
        if (part is 'ı')
        {
            key.Append('I');
        }
        else if (Letters.Latin(upper) is { } latin)
        {
            key.Append(latin);
        }
        else if (upper == 'Υ')
        {
            key.Append(key.Length > 0 && key[^1] == 'O' ? 'U' : 'Y');
        }
        else
        {
            Append(key, upper);
        }
    }

    private static void Append(StringBuilder key, char sign)
    {
        // Letters for apostrophes, such as the ʻokina, part words as the keyboard's does.
        if (char.IsLetterOrDigit(sign) && sign is not (>= '\u02B0' and <= '\u02FF'))
        {
            key.Append(sign);
        }
        else if (CharUnicodeInfo.GetUnicodeCategory(sign) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format) && key.Length > 0 && key[^1] != ' ')
        {
            key.Append(' ');
        }
    }
}
