using ClsPortal.Application.Common;
using ClsPortal.Application.Enrolment;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>
/// Lays out what the prices of one child in one activity need, in one to three queries whatever the length of the span. They are
/// today's prices: until it is invoiced, a session follows its tariff, the family's quotient and the brothers and sisters of the day.
/// </summary>
internal sealed class FamilyPrices(IPortalDb db)
{
    public async Task<PriceBook> OpenAsync(Child child, Activity activity, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var tariffs = await db.Tariffs.AsNoTracking().Include(tariff => tariff.Bands).Where(tariff => tariff.ActivityId == activity.Id)
            .ToListAsync(cancellationToken);
        var quotients = tariffs.Exists(tariff => tariff.NeedsQuotient || tariff.OutsidePercent > 0 || tariff.OutsideCents > 0)
            ? await db.FamilyQuotients.AsNoTracking().Where(row => row.FamilyId == child.FamilyId).ToListAsync(cancellationToken)
            : [];
        List<Sibling> siblings = tariffs.Exists(tariff => tariff.SecondChildPercent > 0 || tariff.ThirdChildPercent > 0)
            ? await (
                from row in db.EnrolmentRequests.WhereHoldingAPlace()
                join session in db.Sessions on row.SessionId equals session.Id
                join other in db.Children on row.ChildId equals other.Id
                where row.FamilyId == child.FamilyId && row.ChildId != child.Id && session.Date >= @from && session.Date <= to
                select new Sibling(other.Id, other.BirthDate, session.Date)).ToListAsync(cancellationToken)
            : [];
        return new PriceBook(child, activity, tariffs, quotients, siblings.ToLookup(sibling => sibling.Date));
    }
}

internal sealed record Sibling(int ChildId, DateOnly BirthDate, DateOnly Date);

/// <summary>The prices of one child in one activity.</summary>
internal sealed record PriceBook(
    Child Child, Activity Activity, IReadOnlyList<Tariff> Tariffs, IReadOnlyList<FamilyQuotient> Quotients, ILookup<DateOnly, Sibling> Siblings)
{
    public Price On(DateOnly date)
    {
        var ranks = Pricing.Ranks([(Child.Id, Child.BirthDate), .. Siblings[date].Select(sibling => (sibling.ChildId, sibling.BirthDate))]);
        return Pricing.Of(
            Tariff.On(Tariffs, date) ?? Tariff.Fallback(Activity.Id, Activity.PriceCents), FamilyQuotient.On(Quotients, date), ranks[Child.Id],
            Activity.EndsAt - Activity.StartsAt);
    }
}
