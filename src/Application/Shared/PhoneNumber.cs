using ClsPortal.Domain.Shared;
using PhoneNumbers;

namespace ClsPortal.Application.Shared;

/// <summary>Telephone numbers as people type and paste them.</summary>
public static class PhoneNumber
{
    private const int FrenchDigits = 9;
    private const int MostDigits = 15;

    // Overseas countries whose numbers are dialled from everywhere in France as ten digits.
    private static readonly string[] Overseas = ["262", "590", "594", "596"];

    /// <summary>
    /// Numbers that are dialled within France, overseas departments too, come out as « 03.86.47.86.12 », foreign ones as « +41 79 123 45 67 » in the
    /// groups of their country; null when it is no number, or a foreign one that its country does not have.
    /// </summary>
    public static string? Of(string typed)
    {
        var text = PastedText.Code(typed);
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (
            digits.Length is < 8 or > MostDigits + 2
            || text.LastIndexOf('+') > 0
            || text.Any(sign => !char.IsAsciiDigit(sign) && sign is not (' ' or '.' or '-' or '(' or ')' or '/' or '+'))
        )
        {
            return null;
        }

        if (text[0] != '+')
        {
            if (digits.Length == FrenchDigits + 1 && digits[0] == '0')
            {
                return French(digits[1..]);
            }

            if (!digits.StartsWith("00", StringComparison.Ordinal))
            {
                // The country's number without the sign before it: « 33612345678 ».
                return digits.Length == FrenchDigits + 2 && digits.StartsWith("33", StringComparison.Ordinal) ? French(digits[2..]) : null;
            }

            digits = digits[2..];
        }

        return digits.StartsWith("33", StringComparison.Ordinal) ? French(digits[2..].TrimStart('0'))
            : Array.Exists(Overseas, country => digits.StartsWith(country, StringComparison.Ordinal)) ? French(digits[3..].TrimStart('0'))
            : digits.StartsWith("508", StringComparison.Ordinal) && digits.Length == 9 ? French(digits)
            : Foreign("+" + digits);
    }

    // Any ten digits after one nought: what is given out changes more often than the portal.
    private static string? French(string digits) =>
        digits.Length != FrenchDigits || digits[0] == '0' ? null : string.Join('.', ("0" + digits).Chunk(2).Select(pair => new string(pair)));

    private static string? Foreign(string number)
    {
        try
        {
            var countries = PhoneNumberUtil.GetInstance();
            var parsed = countries.Parse(number, null);
            return countries.IsValidNumber(parsed) ? countries.Format(parsed, PhoneNumberFormat.INTERNATIONAL) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
