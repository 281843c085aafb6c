namespace ClsPortal.Domain.Families;

/// <summary>Telephone numbers as people type them.</summary>
public static class PhoneNumber
{
    /// <summary>French numbers come out as « 03.86.47.86.12 », foreign ones as « +41 79 … » was typed, without doubled signs; null when it is no number.</summary>
    public static string? Of(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (text.Any(sign => !char.IsAsciiDigit(sign) && sign is not (' ' or '.' or '-' or '(' or ')' or '/' or '+' or ' ' or ' ')) || text.LastIndexOf('+') > 0)
        {
            return null;
        }

        var isInternational = text.StartsWith('+') || digits.StartsWith("00", StringComparison.Ordinal);
        if (isInternational)
        {
            digits = text.StartsWith('+') ? digits : digits[2..];
            if (digits.StartsWith("33", StringComparison.Ordinal))
            {
                var rest = digits[2..].TrimStart('0');
                return rest.Length == 9 ? French("0" + rest) : null;
            }

            return digits.Length is >= 8 and <= 15 && digits[0] != '0' ? "+" + digits : null;
        }

        return digits.Length == 10 && digits[0] == '0' && digits[1] != '0' ? French(digits) : null;
    }

    private static string French(string digits) => string.Join('.', digits.Chunk(2).Select(pair => new string(pair)));
}
