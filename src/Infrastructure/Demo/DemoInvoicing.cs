using ClsPortal.Application.Common;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Identity;
using ClsPortal.Infrastructure.Persistence;

namespace ClsPortal.Infrastructure.Demo;

/// <summary>Tariffs and quotients that make the guide's amounts: 16,20 € for a Wednesday of the family test, 8,10 € for a half.</summary>
internal sealed class DemoInvoicing(PortalDbContext db, CentreClock clock, IReadOnlyList<Activity> activities, PortalUser staff)
{
    private const int GuidesQuotient = 642;

    public async Task AddTariffsAsync(Family family, IReadOnlyList<Family> neighbours)
    {
        foreach (var activity in activities)
        {
            db.Add(Tariff.Create(activity.Id, activity.From, TermsOf(activity)));
        }

        foreach (var (index, household) in neighbours.Prepend(family).Index())
        {
            // One family in nine has not told its quotient, one in seven lives outside.
            int? quotient = index == 0 ? GuidesQuotient : index % 9 == 8 ? null : 280 + (index * 137 % 1400);
            if (quotient is not null || index % 7 == 6)
            {
                db.Add(FamilyQuotient.Enter(
                    household.Id, activities.Min(activity => activity.From), null, quotient, index % 7 != 6, clock.Now.AddDays(-60), staff.Id, staff.DisplayName));
            }
        }

        await db.SaveChangesAsync();
    }

    private static TariffTerms TermsOf(Activity activity) => activity switch
    {
        { Name: "Chablis mercredi journée" } => new(TariffKind.Bands, TariffUnit.Session)
        {
            Bands = [(400, 800), (800, 1200), (null, 1400)], MealCents = 420, SecondChildPercent = 10, ThirdChildPercent = 20, OutsideCents = 300,
        },
        { Name: "Chablis mercredi matin" or "Chablis mercredi après-midi" } => new(TariffKind.Bands, TariffUnit.Session)
        {
            Bands = [(400, 540), (800, 810), (null, 950)], SecondChildPercent = 10, ThirdChildPercent = 20, OutsideCents = 150,
        },
        { Season: Season.Holidays } => new(TariffKind.Rate, TariffUnit.Session)
        {
            RatePercent = 2.2m, FloorCents = 700, CeilingCents = 1800, MealCents = 420, SecondChildPercent = 10, ThirdChildPercent = 20, OutsidePercent = 25,
        },
        _ => new(TariffKind.Flat, TariffUnit.Session) { FlatCents = activity.PriceCents },
    };
}
