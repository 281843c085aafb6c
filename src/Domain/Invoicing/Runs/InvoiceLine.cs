namespace ClsPortal.Domain.Invoicing;

/// <summary>One line of an invoice: mostly one child on one day. It says in words how it was computed.</summary>
public sealed class InvoiceLine
{
    /// <summary>Longest <see cref="Label"/>, in characters.</summary>
    public const int LabelMaxLength = 250;

    /// <summary>Longest <see cref="Explanation"/>, in characters.</summary>
    public const int ExplanationMaxLength = 1000;

    private InvoiceLine() { }

    /// <summary>Database key.</summary>
    public long Id { get; private set; }

    /// <summary>The invoice or credit note.</summary>
    public long InvoiceId { get; private set; }

    /// <summary>From 1, in the order of printing.</summary>
    public int Position { get; private set; }

    /// <summary>The child; null on a line that concerns the whole family.</summary>
    public int? ChildId { get; private set; }

    /// <summary>As it was written on the day of issue.</summary>
    public string ChildName { get; private set; } = "";

    /// <summary>The booking (an accepted request, decision 0002). A booking is on at most one line that counts: the database says so.</summary>
    public long? BookingId { get; private set; }

    /// <summary>The day of the session.</summary>
    public DateOnly? Date { get; private set; }

    /// <summary>What is invoiced, such as « Chablis mercredi journée ».</summary>
    public string Label { get; private set; } = "";

    /// <summary>Sessions, half-days or hours; negative on a credit note.</summary>
    public decimal Quantity { get; private set; }

    /// <summary>Price of one without the added meal, in euro cents before rounding (to four places).</summary>
    public decimal UnitCents { get; private set; }

    /// <summary>Quantity × unit price, rounded once (half a cent away from zero), and the meal.</summary>
    public long TotalCents { get; private set; }

    /// <summary>The part for care: what counts for the tax certificate (form 2042).</summary>
    public long CareCents { get; private set; }

    /// <summary>The part for meals. Care and meal make the total.</summary>
    public long MealCents { get; private set; }

    /// <summary>How it was computed, as the family reads it.</summary>
    public string Explanation { get; private set; } = "";

    /// <summary>On a credit note, the line of which it takes back a part; never more than the line in all.</summary>
    public long? CorrectsLineId { get; private set; }

    /// <summary>True for a line that a credit note took back so that its booking is invoiced anew by the next run.</summary>
    public bool IsToInvoiceAgain { get; private set; }

    /// <summary>A line for a session.</summary>
    /// <exception cref="ArgumentException">Care and meal do not make the total.</exception>
    public static InvoiceLine For(InvoicedDay day, string label, decimal quantity, decimal unitCents, long totalCents, long mealCents, string explanation)
    {
        if (mealCents < 0 || mealCents > totalCents)
        {
            throw new ArgumentException($"The meal's part {mealCents} is not within {totalCents}.", nameof(mealCents));
        }

        return new InvoiceLine
        {
            ChildId = day.ChildId,
            ChildName = day.ChildName,
            BookingId = day.BookingId,
            Date = day.Date,
            Label = label,
            Quantity = quantity,
            UnitCents = unitCents,
            TotalCents = totalCents,
            CareCents = totalCents - mealCents,
            MealCents = mealCents,
            Explanation = explanation,
        };
    }

    internal static InvoiceLine TakeBack(CreditedPart part) =>
        new()
        {
            ChildId = part.Line.ChildId,
            ChildName = part.Line.ChildName,
            Date = part.Line.Date,
            Label = part.Line.Label,
            Quantity = -part.Quantity,
            UnitCents = part.Line.UnitCents,
            TotalCents = -part.Cents,
            CareCents = part.MealCents - part.Cents,
            MealCents = -part.MealCents,
            Explanation = part.Explanation,
            CorrectsLineId = part.Line.Id,
        };

    internal InvoiceLine At(int position)
    {
        Position = position;
        return this;
    }
}
