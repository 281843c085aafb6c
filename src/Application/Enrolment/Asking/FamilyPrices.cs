using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>
/// Lays out what the prices of one child in one activity need, in one query whatever the length of the span. They are today's
/// prices: until it is invoiced, a session follows its tariff, the family's quotient and the brothers and sisters of the day.
/// </summary>
internal sealed class FamilyPrices(IEnrolmentDb db)
{
    /// <param name="case">Opened with the siblings' places.</param>
    public async Task<PriceBook> OpenAsync(EnrolmentCase @case, CancellationToken cancellationToken)
    {
        var (child, activity) = (@case.Child, @case.Activity);
        var found = await (
            from family in db.Families
            from priced in db.Activities
            where family.Id == child.FamilyId && priced.Id == activity.Id
            select new
            {
                tariffs = db.Tariffs.Include(tariff => tariff.Bands).Where(tariff => tariff.ActivityId == priced.Id).ToList(),
                quotients = db.FamilyQuotients.Where(row => row.FamilyId == family.Id).ToList(),
            }
        )
            .AsNoTracking()
            .SingleAsync(cancellationToken);
        return new PriceBook(child, activity, found.tariffs, found.quotients, @case.Siblings.ToLookup(sibling => sibling.Date));
    }
}

/// <summary>The prices of one child in one activity.</summary>
internal sealed record PriceBook(
    Child Child,
    Activity Activity,
    IReadOnlyList<Tariff> Tariffs,
    IReadOnlyList<FamilyQuotient> Quotients,
    ILookup<DateOnly, SiblingPlace> Siblings
)
{
    public Price On(DateOnly date)
    {
        var ranks = Pricing.Ranks([(Child.Id, Child.BirthDate), .. Siblings[date].Select(sibling => (sibling.ChildId, sibling.BirthDate))]);
        return Pricing.Of(
            Tariff.On(Tariffs, date) ?? Tariff.Fallback(Activity.Id, Activity.PriceCents),
            FamilyQuotient.On(Quotients, date),
            ranks[Child.Id],
            Activity.EndsAt - Activity.StartsAt
        );
    }
}
