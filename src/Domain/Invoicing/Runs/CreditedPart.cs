namespace ClsPortal.Domain.Invoicing;

/// <summary>What a credit note takes back of a line: all that is left of it, an amount, or a quantity.</summary>
public sealed record CreditedPart
{
    private CreditedPart(InvoiceLine line, long creditedBefore, long cents)
    {
        (Line, Cents) = (line, cents);
        IsRest = creditedBefore + cents == line.TotalCents;
        MealCents = MealUpTo(line, creditedBefore + cents) - MealUpTo(line, creditedBefore);
        Quantity = line.TotalCents == 0 ? line.Quantity : QuantityUpTo(line, creditedBefore + cents) - QuantityUpTo(line, creditedBefore);
    }

    /// <summary>The line.</summary>
    public InvoiceLine Line { get; }

    /// <summary>How much of its total, as a positive amount.</summary>
    public long Cents { get; }

    /// <summary>
    /// How much of its meal: the meal that belongs to all that is taken back by now, less the meal that was taken back before. So
    /// the parts of a line, however many, make its care and its meal to the cent.
    /// </summary>
    public long MealCents { get; }

    /// <summary>Sessions, half-days or hours, in proportion to the amount; as with the meal, all parts together make the line's.</summary>
    public decimal Quantity { get; }

    /// <summary>True when nothing of the line is left.</summary>
    public bool IsRest { get; }

    /// <summary>As the family reads it on the credit note.</summary>
    public string Explanation { get; init; } = "";

    /// <summary>All that earlier credit notes have left.</summary>
    public static CreditedPart Rest(InvoiceLine line, long creditedBefore) => new(line, creditedBefore, line.TotalCents - creditedBefore);

    /// <summary>An amount; null when it is nothing, or more than what is left.</summary>
    public static CreditedPart? Of(InvoiceLine line, long creditedBefore, long cents) =>
        cents <= 0 || cents > line.TotalCents - creditedBefore ? null : new(line, creditedBefore, cents);

    /// <summary>What a quantity of the line costs, its part of the meal included, rounded once (half a cent away from zero).</summary>
    public static long CentsOf(InvoiceLine line, decimal quantity) =>
        line.Quantity <= 0 ? 0 : (long)Math.Round(line.TotalCents * Math.Min(quantity, line.Quantity + 1) / line.Quantity, MidpointRounding.AwayFromZero);

    private static decimal QuantityUpTo(InvoiceLine line, long cents) => Math.Round(line.Quantity * cents / line.TotalCents, 2, MidpointRounding.AwayFromZero);

    private static long MealUpTo(InvoiceLine line, long cents) =>
        line.TotalCents == 0 ? 0 : (long)Math.Round((decimal)line.MealCents * cents / line.TotalCents, MidpointRounding.AwayFromZero);
}
