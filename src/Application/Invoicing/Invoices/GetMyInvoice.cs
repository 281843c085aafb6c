using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>One invoice with how each line was computed, for its family.</summary>
public sealed record GetMyInvoice(long InvoiceId) : IQuery<InvoiceView>
{
    public static Permission Access => Permission.Parent;
}

internal sealed class GetMyInvoiceHandler(IInvoicingDb db, InvoiceReader reader, RecordSight sight, ICurrentUser user)
    : IQueryHandler<GetMyInvoice, InvoiceView>
{
    public async Task<Outcome<InvoiceView>> Handle(GetMyInvoice request, CancellationToken cancellationToken)
    {
        var eyes = await sight.OfParentAsync(cancellationToken);
        var mine = db.Invoices.WhereOpenTo(db, user.FamilyId, eyes).Where(invoice => invoice.Id == request.InvoiceId);
        return await reader.ReadAsync(mine, eyes, cancellationToken) is { } view ? view : Refusal.NotFound;
    }
}
