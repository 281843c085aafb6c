using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Web.Shared.Ui;

namespace ClsPortal.Web.Invoicing.Staff.Tariffs;

/// <summary>A tariff as it is being typed. What cannot be read stays in its field, with a sentence beside it.</summary>
public sealed class TariffDraft
{
    private readonly List<Refusal> _unreadable = [];

    public TariffKind Kind { get; set; }

    public TariffUnit Unit { get; set; }

    public string Flat { get; set; } = "";

    public List<BandDraft> Bands { get; } = [new(), new()];

    public string Rate { get; set; } = "";

    public string Floor { get; set; } = "";

    public string Ceiling { get; set; } = "";

    public string Meal { get; set; } = "";

    public bool IsMeal { get; set; }

    public string Second { get; set; } = "";

    public string Third { get; set; } = "";

    public string OutsidePercent { get; set; } = "";

    public string OutsideCents { get; set; } = "";

    public static TariffDraft From(TariffTerms terms)
    {
        var draft = new TariffDraft
        {
            Kind = terms.Kind,
            Unit = terms.Unit,
            Flat = Amount(terms.FlatCents),
            Rate = Percent(terms.RatePercent),
            Floor = Amount(terms.FloorCents),
            Ceiling = Amount(terms.CeilingCents),
            Meal = Amount(terms.MealCents),
            IsMeal = terms.IsMeal,
            Second = Percent(terms.SecondChildPercent),
            Third = Percent(terms.ThirdChildPercent),
            OutsidePercent = Percent(terms.OutsidePercent),
            OutsideCents = Amount(terms.OutsideCents),
        };
        if (terms.Bands.Count > 0)
        {
            draft.Bands.Clear();
            draft.Bands.AddRange(
                terms.Bands.Select(band => new BandDraft { UpTo = band.UpTo?.ToString(French.Culture) ?? "", Price = band.Cents.EurosField() })
            );
        }

        return draft;
    }

    /// <summary>The terms, or what of them cannot be read.</summary>
    public (TariffTerms? Terms, IReadOnlyList<Refusal> Unreadable) Read()
    {
        _unreadable.Clear();
        var terms = new TariffTerms(Kind, Unit)
        {
            FlatCents = Kind == TariffKind.Flat ? Cents(Flat, nameof(TariffTerms.FlatCents), isNeeded: true) : 0,
            Bands = Kind == TariffKind.Bands ? [.. Bands.Select(ReadBand)] : [],
            RatePercent = Kind == TariffKind.Rate ? Number(Rate, nameof(TariffTerms.RatePercent)) : 0,
            FloorCents = Kind == TariffKind.Rate ? Cents(Floor, nameof(TariffTerms.FloorCents)) : 0,
            CeilingCents = Kind == TariffKind.Rate ? Cents(Ceiling, nameof(TariffTerms.CeilingCents)) : 0,
            MealCents = IsMeal ? 0 : Cents(Meal, nameof(TariffTerms.MealCents)),
            IsMeal = IsMeal,
            SecondChildPercent = Number(Second, nameof(TariffTerms.SecondChildPercent)),
            ThirdChildPercent = Number(Third, nameof(TariffTerms.ThirdChildPercent)),
            OutsidePercent = Number(OutsidePercent, nameof(TariffTerms.OutsidePercent)),
            OutsideCents = Cents(OutsideCents, nameof(TariffTerms.OutsideCents)),
        };
        return (_unreadable.Count == 0 ? terms : null, [.. _unreadable]);
    }

    private BandTerms ReadBand(BandDraft band)
    {
        var isLast = ReferenceEquals(band, Bands[^1]);
        int? upTo =
            isLast || French.Number(band.UpTo) is not { } typed || typed != decimal.Truncate(typed) || typed is < 0 or > int.MaxValue ? null : (int)typed;
        return new BandTerms(upTo, Cents(band.Price, nameof(TariffTerms.Bands), isNeeded: true));
    }

    private long Cents(string text, string field, bool isNeeded = false)
    {
        if (French.Cents(text) is { } cents)
        {
            return cents;
        }

        if (isNeeded || !string.IsNullOrWhiteSpace(text))
        {
            _unreadable.Add(new Refusal("Invalid", "Indiquez un montant en euros, par exemple 12,50.", field));
        }

        return 0;
    }

    private decimal Number(string text, string field)
    {
        if (French.Number(text) is { } number)
        {
            return number;
        }

        if (!string.IsNullOrWhiteSpace(text))
        {
            _unreadable.Add(new Refusal("Invalid", "Indiquez un nombre, par exemple 12,5.", field));
        }

        return 0;
    }

    private static string Amount(long cents) => cents == 0 ? "" : cents.EurosField();

    private static string Percent(decimal percent) => percent == 0 ? "" : percent.ToString("0.####", French.Culture);
}

public sealed class BandDraft
{
    public string UpTo { get; set; } = "";

    public string Price { get; set; } = "";
}
