using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Families with the quotient of today, those without one first when asked.</summary>
public sealed record ListFamilyQuotients(string? Search = null, bool OnlyMissing = false, int PageNumber = 1) : IQuery<Page<FamilyQuotientLine>>
{
    // The accountant has no other list of families; treating staff have theirs.
    public static Permission Access => Permission.Of(Roles.Accountant);
}

/// <param name="Confidential">What must not be told to whom; null for nothing.</param>
public sealed record FamilyQuotientLine(int FamilyId, string Number, string Name, int? Quotient, bool IsResident, string? Confidential = null);

internal sealed class ListFamilyQuotientsValidator : AbstractValidator<ListFamilyQuotients>
{
    public ListFamilyQuotientsValidator() => RuleFor(list => list.Search).SearchShortEnough();
}

internal sealed class ListFamilyQuotientsHandler(IInvoicingDb db, CentreClock clock) : IQueryHandler<ListFamilyQuotients, Page<FamilyQuotientLine>>
{
    public async Task<Outcome<Page<FamilyQuotientLine>>> Handle(ListFamilyQuotients request, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var families = db.Families.WhereListed(request.Search);
        if (request.OnlyMissing)
        {
            families = families.Where(family =>
                !db.FamilyQuotients.Any(row =>
                    row.FamilyId == family.Id && row.Quotient != null && row.ValidFrom <= today && (row.ValidUntil == null || row.ValidUntil >= today)
                )
            );
        }

        var total = await families.CountAsync(cancellationToken);
        var cut = PageCut.Of(request.PageNumber, total);
        var page = await families
            .OrderBy(family => family.SortKey)
            .ThenBy(family => family.Id)
            .Cut(cut)
            .Select(family => new
            {
                family.Id,
                family.Number,
                family.Name,
            })
            .ToListAsync(cancellationToken);
        var ids = page.ConvertAll(family => family.Id);
        var notices = await ConfidentialNotices.OfAsync(db, ids, cancellationToken);
        var quotients = (await db.FamilyQuotients.AsNoTracking().Where(row => ids.Contains(row.FamilyId)).ToListAsync(cancellationToken)).ToLookup(row =>
            row.FamilyId
        );
        return cut.Of<FamilyQuotientLine>([
            .. page.Select(family =>
            {
                var means = FamilyQuotient.On(quotients[family.Id], today);
                return new FamilyQuotientLine(family.Id, family.Number, family.Name, means.Quotient, means.IsResident, notices.Line(family.Id));
            }),
        ]);
    }
}
