using ClsPortal.Domain.Invoicing;

namespace ClsPortal.Application.Invoicing;

/// <summary>Named conditions on invoices.</summary>
public static class Invoices
{
    /// <summary>Invoices of which something is still to be paid.</summary>
    public static IQueryable<Invoice> WhereUnpaid(this IQueryable<Invoice> invoices) =>
        invoices.Where(invoice => invoice.Kind == InvoiceKind.Invoice && invoice.PaidCents + invoice.CreditedCents < invoice.TotalCents);

    /// <summary>Invoices on which something is to be given back: it was credited after it had been paid.</summary>
    public static IQueryable<Invoice> WhereToGiveBack(this IQueryable<Invoice> invoices) =>
        invoices.Where(invoice => invoice.Kind == InvoiceKind.Invoice && invoice.PaidCents + invoice.CreditedCents > invoice.TotalCents);
}
