using System.Globalization;
using System.Text;

namespace ClsPortal.Domain.Families;

/// <summary>Makes names comparable by any database: capital letters without accents, so that « helene » finds « Hélène ».</summary>
public static class SearchKey
{
    /// <summary>The key of a text; words stay in their order, parted by single spaces.</summary>
    public static string Of(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var character in SoundText.Of(text).Normalize(NormalizationForm.FormD).ToUpperInvariant())
        {
            if (char.IsLetterOrDigit(character))
            {
                key.Append(character);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark && key.Length > 0 && key[^1] != ' ')
            {
                key.Append(' ');
            }
        }

        return key.ToString().TrimEnd();
    }
}
