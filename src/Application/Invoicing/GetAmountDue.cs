using ClsPortal.Application.Common;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>What the family has to pay, for a line on « Accueil ».</summary>
public sealed record GetAmountDue : IQuery<AmountDue>
{
    public static Access Access => Access.Parent;
}

/// <param name="Invoices">How many are not paid in full.</param>
/// <param name="Cents">Their rest.</param>
/// <param name="FirstDueOn">The earliest last day to pay; null when nothing is due.</param>
public sealed record AmountDue(int Invoices, long Cents, DateOnly? FirstDueOn);

internal sealed class GetAmountDueHandler(IPortalDb db, ICurrentUser user) : IQueryHandler<GetAmountDue, AmountDue>
{
    public async Task<Outcome<AmountDue>> Handle(GetAmountDue request, CancellationToken cancellationToken) =>
        await db.Invoices.Where(invoice => invoice.FamilyId == user.FamilyId).WhereUnpaid().GroupBy(_ => 1)
            .Select(all => new AmountDue(
                all.Count(), all.Sum(invoice => invoice.TotalCents - invoice.CreditedCents - invoice.PaidCents), all.Min(invoice => invoice.DueOn)))
            .SingleOrDefaultAsync(cancellationToken) ?? new AmountDue(0, 0, null);
}
