using System.Globalization;
using System.Text;

namespace ClsPortal.Domain.Invoicing;

/// <summary>What PayFiP takes: lengths, letters and amounts.</summary>
public static class PayFipRules
{
    /// <summary>Least amount: 1,00 €.</summary>
    public const long LeastCents = 100;

    /// <summary>Largest amount: 9 999,99 €.</summary>
    public const long MostCents = 999_999;

    /// <summary>How long an operation may be paid after it was opened.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private const int ReferenceMinLength = 6;
    private const int ReferenceMaxLength = 30;
    private const int SubjectMaxLength = 100;
    private const int EmailMinLength = 6;
    private const int EmailMaxLength = 80;
    private const int IdOpMaxLength = 64;

    /// <summary>True when PayFiP takes that much in one payment.</summary>
    public static bool Takes(long amountCents) => amountCents is >= LeastCents and <= MostCents;

    /// <summary>The reference of an invoice as PayFiP knows it: letters and digits only, at least six.</summary>
    public static string Reference(string invoiceNumber)
    {
        var plain = string.Concat(invoiceNumber.Where(char.IsAsciiLetterOrDigit));
        return plain.Length > ReferenceMaxLength
            ? throw new ArgumentException("An invoice number of more than 30 letters and digits is not payable by PayFiP", nameof(invoiceNumber))
            : plain.PadLeft(ReferenceMinLength, '0');
    }

    /// <summary>What is paid for, in the letters that PayFiP takes: no accents, no signs.</summary>
    public static string Subject(string text)
    {
        var plain = new StringBuilder();
        foreach (
            var letter in text.Normalize(NormalizationForm.FormD).Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
        )
        {
            var kept = char.IsAsciiLetterOrDigit(letter) ? letter : ' ';
            if (kept != ' ' || (plain.Length > 0 && plain[^1] != ' '))
            {
                plain.Append(kept);
            }
        }

        var subject = plain.ToString().Trim();
        return subject.Length > SubjectMaxLength ? subject[..SubjectMaxLength].TrimEnd() : subject;
    }

    /// <summary>True for an address that PayFiP can send its receipt to.</summary>
    public static bool TakesEmail(string? email) =>
        email is { Length: >= EmailMinLength and <= EmailMaxLength } && email.Contains('@', StringComparison.Ordinal) && email.All(char.IsAscii);

    /// <summary>True for what may be the name of an operation; all else is not worth a question.</summary>
    public static bool IsIdOp(string? text) =>
        text is { Length: > 0 and <= IdOpMaxLength } && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');
}
