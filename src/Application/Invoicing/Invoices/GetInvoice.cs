using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>One invoice, for the accountant.</summary>
public sealed record GetInvoice(long InvoiceId) : IQuery<InvoiceView>, IShowsCoordinates
{
    // As for the list.
    public static Permission Access => Permission.Of(Roles.Accountant);

    public string Look => Looks.Invoice;

    public IQueryable<int> FamiliesShown(IPortalDb db) => db.Invoices.Where(invoice => invoice.Id == InvoiceId).Select(invoice => invoice.FamilyId);
}

internal sealed class GetInvoiceHandler(IInvoicingDb db, InvoiceReader reader) : IQueryHandler<GetInvoice, InvoiceView>
{
    public async Task<Outcome<InvoiceView>> Handle(GetInvoice request, CancellationToken cancellationToken) =>
        await reader.ReadAsync(db.Invoices.Where(invoice => invoice.Id == request.InvoiceId), eyes: null, cancellationToken) is { } view
            ? view
            : Refusal.NotFound;
}
