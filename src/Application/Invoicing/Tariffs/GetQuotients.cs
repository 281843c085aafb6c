using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>The quotients of one family, newest first.</summary>
public sealed record GetQuotients(int FamilyId) : IQuery<FamilyQuotients>
{
    // Accountants price by it, treating staff enter it with the family in front of them.
    public static Permission Access => Permission.Of(Roles.Accountant | Roles.Treating);
}

internal sealed class GetQuotientsHandler(IInvoicingDb db, CentreClock clock) : IQueryHandler<GetQuotients, FamilyQuotients>
{
    private const int Shown = 20;

    public async Task<Outcome<FamilyQuotients>> Handle(GetQuotients request, CancellationToken cancellationToken)
    {
        var family = await db
            .Families.Where(row => row.Id == request.FamilyId)
            .Select(row => new { row.Name, row.Number })
            .SingleOrDefaultAsync(cancellationToken);
        if (family is null)
        {
            return Refusal.NotFound;
        }

        var rows = await db
            .FamilyQuotients.AsNoTracking()
            .Where(row => row.FamilyId == request.FamilyId)
            .OrderByDescending(row => row.ValidFrom)
            .ThenByDescending(row => row.Id)
            .Take(Shown)
            .ToListAsync(cancellationToken);
        var today = FamilyQuotient.On(rows, clock.Today);
        return new FamilyQuotients(
            request.FamilyId,
            family.Name,
            family.Number,
            today.Quotient,
            today.IsResident,
            [
                .. rows.Select(row => new QuotientLine(
                    row.Id,
                    row.ValidFrom,
                    row.ValidUntil,
                    row.Quotient,
                    row.IsResident,
                    clock.ToWallClock(row.EnteredAt),
                    row.EnteredByName
                )),
            ]
        );
    }
}
