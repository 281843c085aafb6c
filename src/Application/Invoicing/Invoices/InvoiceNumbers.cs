using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Gives invoice numbers in the running transaction, which holds the sequence until it ends: ask as late as possible.</summary>
internal sealed class InvoiceNumbers(IInvoicingDb db)
{
    public async Task<string> NextAsync(string series, int year, CancellationToken cancellationToken)
    {
        var sequence = db.InvoiceSequences.Where(row => row.Series == series && row.Year == year);
        if (await sequence.ExecuteUpdateAsync(set => set.SetProperty(row => row.Last, row => row.Last + 1), cancellationToken) == 0)
        {
            // The first of the year. Whoever begins it at the same instant violates the key and comes again.
            db.InvoiceSequences.Add(InvoiceSequence.Begin(series, year, last: 1));
            await db.SaveChangesAsync(cancellationToken);
            return InvoiceNumber.Of(series, year, 1);
        }

        return InvoiceNumber.Of(series, year, await sequence.Select(row => row.Last).SingleAsync(cancellationToken));
    }
}
