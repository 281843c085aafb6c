namespace ClsPortal.Domain.Invoicing;

/// <summary>How the price of one unit of care was found.</summary>
public enum PriceBasis
{
    /// <summary>One price for all.</summary>
    Flat,

    /// <summary>The band of the quotient.</summary>
    Band,

    /// <summary>The quotient times the rate.</summary>
    Rate,

    /// <summary>The floor, because the rate gave less.</summary>
    Floor,

    /// <summary>The ceiling, because the rate gave more.</summary>
    Ceiling,

    /// <summary>The highest price, because no quotient is known.</summary>
    NoQuotient,
}

/// <summary>A price with all that it was computed from.</summary>
/// <param name="Tariff">The tariff.</param>
/// <param name="Basis">How the unit's price was found.</param>
/// <param name="Means">The family's quotient and residence on the day.</param>
/// <param name="Band">The band that applied, from its first quotient to its last; null bounds are open.</param>
/// <param name="BaseCents">One unit of care, before what follows.</param>
/// <param name="OutsideCents">What is added to one unit for a family from outside.</param>
/// <param name="ChildRank">1 for the first child of the family on the day.</param>
/// <param name="ReductionPercent">What that rank takes off.</param>
/// <param name="Quantity">Units.</param>
/// <param name="UnitCents">One unit after surcharge and reduction, not rounded.</param>
/// <param name="TotalCents">Units × unit price, rounded once, and the meal.</param>
/// <param name="MealCents">The part of the total that is a meal.</param>
public sealed record Price(
    Tariff Tariff,
    PriceBasis Basis,
    FamilyMeans Means,
    (int? From, int? To) Band,
    decimal BaseCents,
    decimal OutsideCents,
    int ChildRank,
    decimal ReductionPercent,
    decimal Quantity,
    decimal UnitCents,
    long TotalCents,
    long MealCents
)
{
    /// <summary>The part for care.</summary>
    public long CareCents => TotalCents - MealCents;
}

/// <summary>
/// What a session costs. Pure: the calendar, the preview of a request, the accountant's preview and the invoice all ask it.
/// One rounding, at the line: units × unit price, to the cent, half a cent away from zero.
/// </summary>
public static class Pricing
{
    private static readonly TimeSpan HalfDay = TimeSpan.FromHours(5);

    /// <summary>The price of one session for one child.</summary>
    /// <param name="tariff">The one that holds on the day.</param>
    /// <param name="means">What is known of the family on the day.</param>
    /// <param name="childRank">See <see cref="Ranks"/>.</param>
    /// <param name="length">The planned length of the session.</param>
    public static Price Of(Tariff tariff, FamilyMeans means, int childRank, TimeSpan length)
    {
        var (basis, band, cents) = Base(tariff, means.Quotient);
        var outside = means.IsResident ? 0 : (cents * tariff.OutsidePercent / 100) + tariff.OutsideCents;
        var reduction = childRank switch
        {
            <= 1 => 0,
            2 => tariff.SecondChildPercent,
            _ => tariff.ThirdChildPercent,
        };
        var unit = (cents + outside) * (1 - (reduction / 100));
        var quantity = Units(tariff.Unit, length);
        var care = (long)Math.Round(unit * quantity, MidpointRounding.AwayFromZero);
        var total = care + tariff.MealCents;
        return new Price(tariff, basis, means, band, cents, outside, childRank, reduction, quantity, unit, total, tariff.IsMeal ? total : tariff.MealCents);
    }

    /// <summary>
    /// The order of a family's children on one day, from 1: of those who are enrolled that day, in whatever activity, the eldest
    /// comes first. A child who is enrolled twice that day has one rank.
    /// </summary>
    public static IReadOnlyDictionary<int, int> Ranks(IEnumerable<(int ChildId, DateOnly BirthDate)> enrolledThatDay) =>
        enrolledThatDay
            .Distinct()
            .OrderBy(child => child.BirthDate)
            .ThenBy(child => child.ChildId)
            .Select((child, index) => (child.ChildId, Rank: index + 1))
            .ToDictionary(child => child.ChildId, child => child.Rank);

    /// <summary>How many units a session counts.</summary>
    public static decimal Units(TariffUnit unit, TimeSpan length) =>
        unit switch
        {
            TariffUnit.Session => 1,
            TariffUnit.HalfDay => length > HalfDay ? 2 : 1,
            TariffUnit.Hour => Math.Ceiling((decimal)length.TotalMinutes / 15) / 4,
            _ => throw new ArgumentOutOfRangeException(nameof(unit)),
        };

    private static (PriceBasis Basis, (int? From, int? To) Band, decimal Cents) Base(Tariff tariff, int? quotient)
    {
        switch (tariff.Kind, quotient)
        {
            case (TariffKind.Flat, _):
                return (PriceBasis.Flat, default, tariff.FlatCents);
            case (TariffKind.Bands, null):
                return (PriceBasis.NoQuotient, default, tariff.Bands.Max(band => band.Cents));
            case (TariffKind.Bands, { } known):
                var bands = tariff.Bands.OrderBy(band => band.UpTo ?? int.MaxValue).ToList();
                var place = bands.FindIndex(band => band.UpTo is null || known <= band.UpTo);
                return (PriceBasis.Band, (place == 0 ? null : bands[place - 1].UpTo + 1, bands[place].UpTo), bands[place].Cents);
            case (TariffKind.Rate, null):
                return (PriceBasis.NoQuotient, default, tariff.CeilingCents);
            case (TariffKind.Rate, { } known):
                var cents = known * tariff.RatePercent;
                return cents < tariff.FloorCents ? (PriceBasis.Floor, default, tariff.FloorCents)
                    : cents > tariff.CeilingCents ? (PriceBasis.Ceiling, default, tariff.CeilingCents)
                    : (PriceBasis.Rate, default, cents);
            default:
                throw new ArgumentOutOfRangeException(nameof(tariff));
        }
    }
}
