using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Every activity with the tariff of today, those to come and those before.</summary>
public sealed record ListTariffs : IQuery<TariffList>
{
    // Tariffs are the accountant's; the director may read them.
    public static Permission Access => Permission.Of(Roles.Accountant | Roles.Director);
}

public sealed record TariffList(IReadOnlyList<ActivityTariffs> Activities);

/// <param name="ActivityId">The activity.</param>
/// <param name="ActivityName">As parents know it.</param>
/// <param name="Today">What holds today, in a line.</param>
/// <param name="Tariffs">Newest first.</param>
public sealed record ActivityTariffs(int ActivityId, string ActivityName, string Today, IReadOnlyList<TariffLine> Tariffs);

public sealed record TariffLine(int Id, DateOnly ValidFrom, string Sentence, bool IsToCome, bool IsCurrent, TariffTerms Terms);

internal sealed class ListTariffsHandler(IInvoicingDb db, CentreClock clock) : IQueryHandler<ListTariffs, TariffList>
{
    public async Task<Outcome<TariffList>> Handle(ListTariffs request, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var activities = await db
            .Activities.OrderBy(activity => activity.SortKey)
            .ThenBy(activity => activity.Id)
            .Select(activity => new
            {
                activity.Id,
                activity.Name,
                activity.PriceCents,
            })
            .ToListAsync(cancellationToken);
        var tariffs = (await db.Tariffs.AsNoTracking().Include(tariff => tariff.Bands).ToListAsync(cancellationToken)).ToLookup(tariff => tariff.ActivityId);
        return new TariffList([
            .. activities.Select(activity => new ActivityTariffs(
                activity.Id,
                activity.Name,
                PriceSentences.For(Tariff.On(tariffs[activity.Id], today) ?? Tariff.Fallback(activity.Id, activity.PriceCents)),
                [
                    .. tariffs[activity.Id]
                        .OrderByDescending(tariff => tariff.ValidFrom)
                        .Select(tariff => new TariffLine(
                            tariff.Id,
                            tariff.ValidFrom,
                            PriceSentences.For(tariff),
                            tariff.ValidFrom > today,
                            tariff == Tariff.On(tariffs[activity.Id], today),
                            Terms(tariff)
                        )),
                ]
            )),
        ]);
    }

    private static TariffTerms Terms(Tariff tariff) =>
        new(tariff.Kind, tariff.Unit)
        {
            FlatCents = tariff.FlatCents,
            Bands = [.. tariff.Bands.OrderBy(band => band.UpTo ?? int.MaxValue).Select(band => new BandTerms(band.UpTo, band.Cents))],
            RatePercent = tariff.RatePercent,
            FloorCents = tariff.FloorCents,
            CeilingCents = tariff.CeilingCents,
            MealCents = tariff.MealCents,
            IsMeal = tariff.IsMeal,
            SecondChildPercent = tariff.SecondChildPercent,
            ThirdChildPercent = tariff.ThirdChildPercent,
            OutsidePercent = tariff.OutsidePercent,
            OutsideCents = tariff.OutsideCents,
        };
}
