using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>« Mes factures », newest first.</summary>
public sealed record ListMyInvoices(int PageNumber = 1) : IQuery<MyInvoices>
{
    public static Permission Access => Permission.Parent;
}

/// <param name="Lines">Invoices and credit notes.</param>
/// <param name="DueCents">What is to be paid in all.</param>
/// <param name="TaxYears">Years in which the family paid, newest first.</param>
public sealed record MyInvoices(Page<InvoiceSummary> Lines, long DueCents, IReadOnlyList<int> TaxYears);

internal sealed class ListMyInvoicesHandler(IInvoicingDb db, RecordSight sight, ICurrentUser user, CentreClock clock)
    : IQueryHandler<ListMyInvoices, MyInvoices>
{
    private const int PageSize = 25;

    public async Task<Outcome<MyInvoices>> Handle(ListMyInvoices request, CancellationToken cancellationToken)
    {
        var mine = db.Invoices.WhereOpenTo(db, user.FamilyId, await sight.OfParentAsync(cancellationToken));
        var total = await mine.CountAsync(cancellationToken);
        var cut = PageCut.Of(request.PageNumber, total, PageSize);
        var rows = await mine.AsNoTracking()
            .OrderByDescending(invoice => invoice.IssuedOn)
            .ThenByDescending(invoice => invoice.Id)
            .Cut(cut)
            .ToListAsync(cancellationToken);
        var due = await mine.WhereUnpaid().SumAsync(invoice => invoice.TotalCents - invoice.CreditedCents - invoice.PaidCents, cancellationToken);
        var years = await db
            .Payments.Where(payment => mine.Any(invoice => invoice.Id == payment.InvoiceId))
            .Select(payment => payment.ReceivedOn.Year)
            .Distinct()
            .OrderDescending()
            .ToListAsync(cancellationToken);
        return new MyInvoices(cut.Of<InvoiceSummary>([.. rows.Select(invoice => invoice.Summary("", clock.Today))]), due, years);
    }
}
