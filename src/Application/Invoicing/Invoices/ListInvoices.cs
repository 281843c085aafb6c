using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Invoices of all families, newest first.</summary>
/// <param name="Search">Number, or name or number of the family.</param>
/// <param name="State">Null for all.</param>
/// <param name="Month">Null for all; any day of the month that is invoiced.</param>
/// <param name="FamilyId">Null for all.</param>
/// <param name="PageNumber">From 1.</param>
public sealed record ListInvoices(string? Search = null, InvoiceState? State = null, DateOnly? Month = null, int? FamilyId = null, int PageNumber = 1)
    : IQuery<InvoiceList>
{
    // Invoices are the accountant's: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Accountant);
}

/// <summary>A page, and what all that was found amounts to.</summary>
public sealed record InvoiceList(Page<InvoiceSummary> Lines, long TotalCents, long DueCents);

internal sealed class ListInvoicesValidator : AbstractValidator<ListInvoices>
{
    public ListInvoicesValidator()
    {
        RuleFor(list => list.Search).SearchShortEnough();
        RuleFor(list => list.Month).IsMonth();
    }
}

internal sealed class ListInvoicesHandler(IInvoicingDb db, CentreClock clock) : IQueryHandler<ListInvoices, InvoiceList>
{
    public async Task<Outcome<InvoiceList>> Handle(ListInvoices request, CancellationToken cancellationToken)
    {
        var found = db.Invoices.WhereState(request.State, clock.Today);
        if (request.Month is { } month)
        {
            var first = new DateOnly(month.Year, month.Month, 1);
            var next = first.AddMonths(1);
            found = found.Where(invoice => invoice.PeriodFrom < next && invoice.PeriodTo >= first);
        }

        if (request.FamilyId is { } familyId)
        {
            found = found.Where(invoice => invoice.FamilyId == familyId);
        }

        if (SearchKey.Of(request.Search ?? "") is { Length: > 0 } search)
        {
            found = found.Where(invoice =>
                invoice.Number.StartsWith(search) || db.Families.Any(family => family.Id == invoice.FamilyId && family.SearchText.Contains(search))
            );
        }

        var sums = await found
            .GroupBy(_ => 1)
            .Select(all => new
            {
                Count = all.Count(),
                Total = all.Sum(invoice => invoice.TotalCents),
                Due = all.Sum(invoice => invoice.Kind == InvoiceKind.Invoice ? invoice.TotalCents - invoice.CreditedCents - invoice.PaidCents : 0),
            })
            .SingleOrDefaultAsync(cancellationToken);
        var total = sums?.Count ?? 0;
        var cut = PageCut.Of(request.PageNumber, total);
        var rows = await found
            .OrderByDescending(invoice => invoice.IssuedOn)
            .ThenByDescending(invoice => invoice.Id)
            .Cut(cut)
            .Join(db.Families, invoice => invoice.FamilyId, family => family.Id, (invoice, family) => new { invoice, family.Name })
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var notices = await ConfidentialNotices.OfAsync(db, [.. rows.Select(row => row.invoice.FamilyId)], cancellationToken);
        return new InvoiceList(
            cut.Of<InvoiceSummary>([
                .. rows.OrderByDescending(row => row.invoice.IssuedOn)
                    .ThenByDescending(row => row.invoice.Id)
                    .Select(row =>
                        row.invoice.Summary(row.Name, clock.Today) with
                        {
                            Confidential = notices.GetValueOrDefault(row.invoice.FamilyId)?.Sentence,
                        }
                    ),
            ]),
            sums?.Total ?? 0,
            sums?.Due ?? 0
        );
    }
}
