using System.Globalization;

namespace ClsPortal.Domain.Invoicing;

/// <summary>A debt as the Trésorerie's file names it, with the two keys by which a slip of the keyboard is noticed.</summary>
/// <param name="Number">Thirteen digits: those of the invoice's number, filled up with zeros.</param>
/// <param name="Key1">One digit, modulo 11 over collectivity, the code that stands for the nature, year, period and number.</param>
/// <param name="Key2">One letter, modulo 23 over year, period and number.</param>
public sealed record DebtReference(string Number, string Key1, string Key2)
{
    private const int NumberLength = 13;

    // Without I, O and Z, which are read as digits.
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXY";

    /// <summary>Names a debt. <paramref name="code"/> stands between collectivity and year in the first key.</summary>
    /// <exception cref="ArgumentException">The number has more than thirteen digits.</exception>
    public static DebtReference Of(string invoiceNumber, string collectivity, string code, int year, string period)
    {
        var digits = string.Concat(invoiceNumber.Where(char.IsAsciiDigit)).PadLeft(NumberLength, '0');
        if (digits.Length > NumberLength)
        {
            throw new ArgumentException("A debt's number has thirteen digits at most", nameof(invoiceNumber));
        }

        var years = (year % 100).ToString("00", CultureInfo.InvariantCulture);
        var first = collectivity + code + years + period + digits;
        return new DebtReference(digits, Modulo11(first), Modulo23(years + period + "00" + digits));
    }

    /// <summary>Digits weighted 2 to 7 from the right, over and over; what is no digit counts as zero.</summary>
    public static string Modulo11(string text)
    {
        var total = 0;
        for (var place = 0; place < text.Length; place++)
        {
            var letter = text[^(place + 1)];
            total += (char.IsAsciiDigit(letter) ? letter - '0' : 0) * (2 + (place % 6));
        }

        var key = 11 - (total % 11);
        return (key > 9 ? 1 : key).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The letter at the place that the number leaves over.</summary>
    public static string Modulo23(string digits) => Letters[(int)(UInt128.Parse(digits, CultureInfo.InvariantCulture) % 23)].ToString();
}
