using System.Globalization;
using System.Runtime.InteropServices;

namespace ClsPortal.Domain.Centre;

/// <summary>A colour of a screen, without transparency.</summary>
/// <param name="Red">From 0 to 255.</param>
/// <param name="Green">From 0 to 255.</param>
/// <param name="Blue">From 0 to 255.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    /// <summary>Characters of a colour as it is written.</summary>
    public const int Length = 7;

    private const int Digits = 6;

    /// <summary>Black.</summary>
    public static readonly Colour Black = new(0, 0, 0);

    /// <summary>White.</summary>
    public static readonly Colour White = new(255, 255, 255);

    /// <summary>Of six hexadecimal digits, with or without the sign before them; null for names, three digits, and what lets something shine through.</summary>
    public static Colour? Of(string? text)
    {
        var digits = text?.Trim() ?? "";
        digits = digits.StartsWith('#') ? digits[1..] : digits;
        return digits.Length == Digits && digits.All(char.IsAsciiHexDigit)
            ? new Colour(Part(digits.AsSpan(0, 2)), Part(digits.AsSpan(2, 2)), Part(digits.AsSpan(4, 2)))
            : null;
    }

    /// <summary>From 1 (the same lightness) to 21 (black on white), as WCAG 2 computes it.</summary>
    public double ContrastWith(Colour other)
    {
        var (own, others) = (Luminance, other.Luminance);
        return (Math.Max(own, others) + 0.05) / (Math.Min(own, others) + 0.05);
    }

    /// <summary>A mixture: this colour at 0, the other at 1.</summary>
    public Colour Towards(Colour other, double share) => new(Mix(Red, other.Red, share), Mix(Green, other.Green, share), Mix(Blue, other.Blue, share));

    /// <inheritdoc/>
    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";

    // WCAG 2.1, relative luminance.
    private double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    private static byte Part(ReadOnlySpan<char> digits) => byte.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static byte Mix(byte from, byte to, double share) => (byte)Math.Round(from + ((to - from) * share), MidpointRounding.AwayFromZero);

    private static double Linear(byte part)
    {
        var value = part / 255.0;
        return value <= 0.03928 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
