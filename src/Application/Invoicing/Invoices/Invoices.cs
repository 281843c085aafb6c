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

    /// <summary>As <see cref="StateOf"/> says; null for all.</summary>
    public static IQueryable<Invoice> WhereState(this IQueryable<Invoice> invoices, InvoiceState? state, DateOnly today) =>
        state switch
        {
            null => invoices,
            InvoiceState.ToPay => invoices.WhereUnpaid().Where(invoice => invoice.DueOn >= today),
            InvoiceState.Overdue => invoices.WhereUnpaid().Where(invoice => invoice.DueOn < today),
            InvoiceState.Settled => invoices.Where(invoice =>
                invoice.Kind == InvoiceKind.Invoice && invoice.PaidCents + invoice.CreditedCents == invoice.TotalCents
            ),
            InvoiceState.ToGiveBack => invoices.WhereToGiveBack(),
            InvoiceState.CreditNote => invoices.Where(invoice => invoice.Kind == InvoiceKind.CreditNote),
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };

    /// <summary>How an invoice stands today.</summary>
    public static InvoiceState StateOf(Invoice invoice, DateOnly today) =>
        (invoice.Kind, invoice.DueCents) switch
        {
            (InvoiceKind.CreditNote, _) => InvoiceState.CreditNote,
            (_, 0) => InvoiceState.Settled,
            (_, < 0) => InvoiceState.ToGiveBack,
            _ => invoice.DueOn < today ? InvoiceState.Overdue : InvoiceState.ToPay,
        };

    internal static InvoiceSummary Summary(this Invoice invoice, string familyName, DateOnly today) =>
        new(
            invoice.Id,
            invoice.Number,
            invoice.Kind,
            invoice.IssuedOn,
            invoice.DueOn,
            invoice.PeriodFrom,
            invoice.TotalCents,
            invoice.PaidCents,
            invoice.DueCents,
            StateOf(invoice, today),
            invoice.FamilyId,
            familyName
        );
}
