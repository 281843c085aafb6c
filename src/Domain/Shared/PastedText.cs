using System.Globalization;
using System.Text;

namespace ClsPortal.Domain.Shared;

/// <summary>Takes out of a text what word processors, web pages and mails put there unseen and what no keyboard types.</summary>
public static class PastedText
{
    /// <summary>
    /// A name or a sentence: blanks of any width are the plain one; soft hyphens, marks of byte order and of direction go. Joiners stay, for scripts
    /// and emoji need them.
    /// </summary>
    public static string Plain(string text) => Clean(text, isCode: false);

    /// <summary>
    /// A telephone number, an address, a code, an amount or a date: nothing unseen is left, hyphens of any kind are the keyboard's, and nothing
    /// stands around it.
    /// </summary>
    public static string Code(string text) => Clean(text, isCode: true).Trim();

    private static string Clean(string text, bool isCode)
    {
        if (text.All(char.IsAscii))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        foreach (var sign in text)
        {
            if (char.IsAscii(sign))
            {
                plain.Append(sign);
            }
            else if (char.GetUnicodeCategory(sign) is UnicodeCategory.SpaceSeparator)
            {
                plain.Append(' ');
            }
            else if (isCode && sign is (>= '\u2010' and <= '\u2015') or '\u2212' or '\uFE63' or '\uFF0D')
            {
                plain.Append('-');
            }
            else if (char.GetUnicodeCategory(sign) != UnicodeCategory.Format || (!isCode && sign is '\u200C' or '\u200D'))
            {
                plain.Append(sign);
            }
        }

        return plain.ToString();
    }
}
