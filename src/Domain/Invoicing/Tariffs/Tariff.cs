namespace ClsPortal.Domain.Invoicing;

/// <summary>What the price of care depends on.</summary>
public enum TariffKind
{
    /// <summary>One price for all.</summary>
    Flat,

    /// <summary>A price per band of the quotient familial.</summary>
    Bands,

    /// <summary>The quotient familial times a rate, between a floor and a ceiling.</summary>
    Rate,
}

/// <summary>What the price is for.</summary>
public enum TariffUnit
{
    /// <summary>The session.</summary>
    Session,

    /// <summary>Half a day: a session of over five hours counts two.</summary>
    HalfDay,

    /// <summary>An hour of the session's planned length; a quarter of an hour that has begun counts.</summary>
    Hour,
}

/// <summary>
/// The price of an activity from a day on, until the next one. What was invoiced keeps what it was computed with, so that a
/// tariff may be mended; what is not invoiced yet follows it.
/// </summary>
public sealed class Tariff
{
    private readonly List<TariffBand> _bands = [];

    private Tariff() { }

    /// <summary>Database key.</summary>
    public int Id { get; private set; }

    /// <summary>The activity; one tariff each and day.</summary>
    public int ActivityId { get; private set; }

    /// <summary>First day it holds for.</summary>
    public DateOnly ValidFrom { get; private set; }

    /// <summary>Flat, bands or rate.</summary>
    public TariffKind Kind { get; private set; }

    /// <summary>Session, half-day or hour.</summary>
    public TariffUnit Unit { get; private set; }

    /// <summary>Flat: the price of one unit of care, in euro cents.</summary>
    public long FlatCents { get; private set; }

    /// <summary>Rate: percent of the quotient, in euros: 1.2 makes 7.20 € of a quotient of 600.</summary>
    public decimal RatePercent { get; private set; }

    /// <summary>Rate: never less for one unit.</summary>
    public long FloorCents { get; private set; }

    /// <summary>Rate: never more for one unit; also what is owed without a known quotient.</summary>
    public long CeilingCents { get; private set; }

    /// <summary>Bands, lowest first; the last one is open. Without a known quotient the last one is owed.</summary>
    public IReadOnlyList<TariffBand> Bands => _bands;

    /// <summary>The meal of a session, added to the care: neither reduced nor raised.</summary>
    public long MealCents { get; private set; }

    /// <summary>True where the activity itself is a meal: its whole price counts as one.</summary>
    public bool IsMeal { get; private set; }

    /// <summary>Percent less for the second child of a family on a day.</summary>
    public decimal SecondChildPercent { get; private set; }

    /// <summary>Percent less for the third child and those after it.</summary>
    public decimal ThirdChildPercent { get; private set; }

    /// <summary>Percent more for families from outside.</summary>
    public decimal OutsidePercent { get; private set; }

    /// <summary>Euro cents more per unit for families from outside, after the percentage.</summary>
    public long OutsideCents { get; private set; }

    /// <summary>True when a family's quotient changes its price.</summary>
    public bool NeedsQuotient => Kind != TariffKind.Flat;

    /// <summary>A tariff of an activity.</summary>
    /// <exception cref="ArgumentException">An amount or a percentage cannot be, or the bands do not cover every quotient once.</exception>
    public static Tariff Create(int activityId, DateOnly validFrom, TariffTerms terms)
    {
        if (terms.Fault() is { } fault)
        {
            throw new ArgumentException($"The tariff has its {fault} wrong.", nameof(terms));
        }

        var tariff = new Tariff
        {
            ActivityId = activityId,
            ValidFrom = validFrom,
            Kind = terms.Kind,
            Unit = terms.Unit,
            FlatCents = terms.FlatCents,
            RatePercent = terms.RatePercent,
            FloorCents = terms.FloorCents,
            CeilingCents = terms.CeilingCents,
            MealCents = terms.MealCents,
            IsMeal = terms.IsMeal,
            SecondChildPercent = terms.SecondChildPercent,
            ThirdChildPercent = terms.ThirdChildPercent,
            OutsidePercent = terms.OutsidePercent,
            OutsideCents = terms.OutsideCents,
        };
        if (terms.Kind == TariffKind.Bands)
        {
            tariff._bands.AddRange(terms.Bands.Select(band => new TariffBand(band.UpTo, band.Cents)));
        }

        return tariff;
    }

    /// <summary>The flat price of an activity that has no tariff on the day.</summary>
    public static Tariff Fallback(int activityId, long priceCents) =>
        Create(activityId, DateOnly.MinValue, new TariffTerms(TariffKind.Flat, TariffUnit.Session) { FlatCents = priceCents });

    /// <summary>The tariff that holds on a day.</summary>
    public static Tariff? On(IEnumerable<Tariff> tariffs, DateOnly day) => tariffs.Where(tariff => tariff.ValidFrom <= day).MaxBy(tariff => tariff.ValidFrom);
}

/// <summary>A price for quotients up to one.</summary>
public sealed class TariffBand
{
    private TariffBand() { }

    internal TariffBand(int? upTo, long cents) => (UpTo, Cents) = (upTo, cents);

    /// <summary>Database key.</summary>
    public int Id { get; private set; }

    /// <summary>The tariff.</summary>
    public int TariffId { get; private set; }

    /// <summary>The last quotient of the band; null for the open one.</summary>
    public int? UpTo { get; private set; }

    /// <summary>The price of one unit of care.</summary>
    public long Cents { get; private set; }
}

/// <summary>A band, apart from whose it is.</summary>
public sealed record BandTerms(int? UpTo, long Cents)
{
    /// <summary>Lets a list of bands be written as pairs.</summary>
    public static implicit operator BandTerms((int? UpTo, long Cents) pair) => new(pair.UpTo, pair.Cents);
}

/// <summary>What a tariff says, apart from whose it is and from when.</summary>
public sealed record TariffTerms(TariffKind Kind, TariffUnit Unit)
{
    /// <summary>More is a slip of the keyboard: 10,000 €.</summary>
    public const long MostCents = 1_000_000;

    /// <inheritdoc cref="Tariff.FlatCents"/>
    public long FlatCents { get; init; }

    /// <inheritdoc cref="Tariff.Bands"/>
    public IReadOnlyList<BandTerms> Bands { get; init; } = [];

    /// <inheritdoc cref="Tariff.RatePercent"/>
    public decimal RatePercent { get; init; }

    /// <inheritdoc cref="Tariff.FloorCents"/>
    public long FloorCents { get; init; }

    /// <inheritdoc cref="Tariff.CeilingCents"/>
    public long CeilingCents { get; init; }

    /// <inheritdoc cref="Tariff.MealCents"/>
    public long MealCents { get; init; }

    /// <inheritdoc cref="Tariff.IsMeal"/>
    public bool IsMeal { get; init; }

    /// <inheritdoc cref="Tariff.SecondChildPercent"/>
    public decimal SecondChildPercent { get; init; }

    /// <inheritdoc cref="Tariff.ThirdChildPercent"/>
    public decimal ThirdChildPercent { get; init; }

    /// <inheritdoc cref="Tariff.OutsidePercent"/>
    public decimal OutsidePercent { get; init; }

    /// <inheritdoc cref="Tariff.OutsideCents"/>
    public long OutsideCents { get; init; }

    /// <summary>The first property that cannot be; null when all is well.</summary>
    public string? Fault()
    {
        if (FlatCents is < 0 or > MostCents)
        {
            return nameof(FlatCents);
        }

        if (Kind == TariffKind.Bands && !BandsCoverAll())
        {
            return nameof(Bands);
        }

        if (Kind == TariffKind.Rate && RatePercent is <= 0 or > 100)
        {
            return nameof(RatePercent);
        }

        if (FloorCents is < 0 or > MostCents)
        {
            return nameof(FloorCents);
        }

        if (Kind == TariffKind.Rate && (CeilingCents < FloorCents || CeilingCents is <= 0 or > MostCents))
        {
            return nameof(CeilingCents);
        }

        if (MealCents is < 0 or > MostCents || (IsMeal && MealCents > 0))
        {
            return nameof(MealCents);
        }

        if (SecondChildPercent is < 0 or > 100)
        {
            return nameof(SecondChildPercent);
        }

        if (ThirdChildPercent is < 0 or > 100)
        {
            return nameof(ThirdChildPercent);
        }

        return OutsidePercent is < 0 or > 1000 ? nameof(OutsidePercent)
            : OutsideCents is < 0 or > MostCents ? nameof(OutsideCents)
            : null;
    }

    private bool BandsCoverAll() =>
        Bands.Count > 0
        && Bands[^1].UpTo is null
        && Bands.SkipLast(1).All(band => band.UpTo is >= 0)
        && Bands.Zip(Bands.Skip(1)).All(pair => pair.Second.UpTo is null || pair.Second.UpTo > pair.First.UpTo)
        && Bands.All(band => band.Cents is >= 0 and <= MostCents);
}
