using System.Globalization;
using ClsPortal.Domain.Invoicing;

namespace ClsPortal.Application.Invoicing;

/// <summary>Says how a price was computed, as the family reads it on the invoice and the accountant in the preview.</summary>
public static class PriceSentences
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static string For(Price price)
    {
        List<string> parts = [Basis(price)];
        if (price.OutsideCents > 0)
        {
            parts.Add($"famille hors territoire : + {Euros(price.OutsideCents)}");
        }

        if (price.ReductionPercent > 0)
        {
            parts.Add($"{price.ChildRank}e enfant ce jour-là : − {Percent(price.ReductionPercent)}");
        }

        if (price.Tariff.Unit != TariffUnit.Session)
        {
            parts.Add(
                $"{price.Quantity.ToString("0.##", French)} {Units(price)} × {Euros(price.UnitCents)} = {Euros(price.TotalCents - price.Tariff.MealCents)}"
            );
        }

        if (price.Tariff.MealCents > 0)
        {
            parts.Add($"repas : {Euros(price.Tariff.MealCents)}");
        }

        return string.Join(" ; ", parts);
    }

    /// <summary>A tariff in a line, for lists and the journal.</summary>
    public static string For(Tariff tariff)
    {
        List<string> parts =
        [
            tariff.Kind switch
            {
                TariffKind.Flat => $"{Euros(tariff.FlatCents)} {Per(tariff.Unit)}",
                TariffKind.Bands => string.Join(
                    ", ",
                    tariff
                        .Bands.OrderBy(band => band.UpTo ?? int.MaxValue)
                        .Select(band => $"{(band.UpTo is { } upTo ? $"QF ≤ {upTo}" : "au-delà")} : {Euros(band.Cents)}")
                )
                    + " "
                    + Per(tariff.Unit),
                TariffKind.Rate => $"QF × {Percent(tariff.RatePercent)}, de {Euros(tariff.FloorCents)} à {Euros(tariff.CeilingCents)} {Per(tariff.Unit)}",
                _ => throw new ArgumentOutOfRangeException(nameof(tariff)),
            },
        ];
        Add(tariff.MealCents > 0, $"repas {Euros(tariff.MealCents)}");
        Add(tariff.IsMeal, "repas seulement");
        Add(tariff.SecondChildPercent > 0, $"2e enfant − {Percent(tariff.SecondChildPercent)}");
        Add(tariff.ThirdChildPercent > 0, $"3e enfant et suivants − {Percent(tariff.ThirdChildPercent)}");
        Add(tariff.OutsidePercent > 0, $"hors territoire + {Percent(tariff.OutsidePercent)}");
        Add(tariff.OutsideCents > 0, $"hors territoire + {Euros(tariff.OutsideCents)}");
        return string.Join(" ; ", parts);

        void Add(bool says, string part)
        {
            if (says)
            {
                parts.Add(part);
            }
        }
    }

    /// <summary>Such as « 48,60 € »; parts of a cent are shown where there are any.</summary>
    public static string Euros(decimal cents) => (cents / 100).ToString("#,##0.00##", French) + "\u00a0€";

    public static string Per(TariffUnit unit) =>
        unit switch
        {
            TariffUnit.Session => "la séance",
            TariffUnit.HalfDay => "la demi-journée",
            TariffUnit.Hour => "l’heure",
            _ => throw new ArgumentOutOfRangeException(nameof(unit)),
        };

    private static string Basis(Price price)
    {
        var each = $"{Euros(price.BaseCents)} {Per(price.Tariff.Unit)}";
        return price.Basis switch
        {
            PriceBasis.Flat => $"tarif unique : {each}",
            PriceBasis.Band => $"quotient familial {price.Means.Quotient}, tranche {Band(price.Band)} : {each}",
            PriceBasis.Rate => $"quotient familial {price.Means.Quotient} × {Percent(price.Tariff.RatePercent)} = {each}",
            PriceBasis.Floor => $"quotient familial {price.Means.Quotient} × {Percent(price.Tariff.RatePercent)}, tarif plancher : {each}",
            PriceBasis.Ceiling => $"quotient familial {price.Means.Quotient} × {Percent(price.Tariff.RatePercent)}, tarif plafond : {each}",
            PriceBasis.NoQuotient => $"quotient familial non communiqué, tarif le plus élevé : {each}",
            _ => throw new ArgumentOutOfRangeException(nameof(price)),
        };
    }

    private static string Band((int? From, int? To) band) =>
        band switch
        {
            (null, { } to) => $"jusqu’à {to}",
            ({ } from, null) => $"à partir de {from}",
            ({ } from, { } to) => $"de {from} à {to}",
            _ => "unique",
        };

    private static string Units(Price price) =>
        (price.Tariff.Unit, price.Quantity > 1) switch
        {
            (TariffUnit.HalfDay, false) => "demi-journée",
            (TariffUnit.HalfDay, true) => "demi-journées",
            _ => "h",
        };

    private static string Percent(decimal percent) => percent.ToString("0.####", French) + "\u00a0%";
}
