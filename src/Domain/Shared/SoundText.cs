using System.Text;

namespace ClsPortal.Domain.Shared;

/// <summary>
/// Text that can be compared, kept and printed: halves of surrogate pairs and code points that Unicode keeps from being characters, which
/// a form or a file may hold, stop every comparison of strings with an exception, and NUL ends what PostgreSQL takes for text.
/// </summary>
public static class SoundText
{
    private const int LastTwoOfPlane = 0xFFFE;

    /// <summary>The text without them.</summary>
    public static string Of(string text)
    {
        if (text.All(sign => !char.IsSurrogate(sign) && sign is not ('\0' or (>= '\uFDD0' and <= '\uFDEF') or '\uFFFE' or '\uFFFF')))
        {
            return text;
        }

        var sound = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (Rune.TryGetRuneAt(text, at, out var rune))
            {
                at += rune.Utf16SequenceLength - 1;
                if ((rune.Value & LastTwoOfPlane) != LastTwoOfPlane && rune.Value is not (0 or (>= 0xFDD0 and <= 0xFDEF)))
                {
                    sound.Append(rune);
                }
            }
        }

        return sound.ToString();
    }
}
