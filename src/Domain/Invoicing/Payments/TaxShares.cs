using ClsPortal.Domain.Families;

namespace ClsPortal.Domain.Invoicing;

/// <summary>A line that a payment helped to pay.</summary>
public sealed record PaidLine(int? ChildId, long CareCents, long TotalCents);

/// <summary>
/// What of the payments of a year is care: a payment pays all lines of its invoice that stand, each in proportion to its amount,
/// and of each the care in proportion to its meal. So of 30 € paid on an invoice of 60 €, half of each line's care counts. Shares are
/// cut to the cent: a certificate never says more than was paid.
/// </summary>
public static class TaxShares
{
    /// <summary>Under six on 1 January of the year (form 2042).</summary>
    public static bool Counts(DateOnly birthDate, int year) => Child.AgeOn(birthDate, new DateOnly(year, 1, 1)) < 6;

    /// <summary>The care per child that an amount paid.</summary>
    public static IEnumerable<(int ChildId, long CareCents)> Of(long paidCents, IReadOnlyCollection<PaidLine> lines)
    {
        var total = lines.Sum(line => line.TotalCents);
        return total <= 0
            ? []
            : lines
                .Where(line => line.ChildId is not null)
                .GroupBy(line => line.ChildId!.Value)
                .Select(child => (child.Key, (long)decimal.Truncate((decimal)Math.Min(paidCents, total) * child.Sum(line => line.CareCents) / total)));
    }
}
