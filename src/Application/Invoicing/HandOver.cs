using ClsPortal.Application.Common;
using ClsPortal.Domain.Invoicing;

namespace ClsPortal.Application.Invoicing;

/// <summary>An invoice, or a credit note, that the Trésorerie has not got yet.</summary>
internal sealed class ToHandOver
{
    public long Id { get; init; }

    public string Number { get; init; } = "";

    public DateOnly IssuedOn { get; init; }

    public long Cents { get; init; }

    public string Addressee { get; init; } = "";

    public string LastName { get; init; } = "";

    public string FirstName { get; init; } = "";

    public string Street { get; init; } = "";

    public string PostCode { get; init; } = "";

    public string Town { get; init; } = "";

    /// <summary>As on the invoice; one that was issued before the address was known is collected at today's.</summary>
    public Debtor? Debtor() => Domain.Invoicing.Debtor.Read(LastName, FirstName, Addressee) ?? Domain.Invoicing.Debtor.Of(LastName, FirstName, Street, PostCode, Town);
}

/// <summary>What is still to be handed to the Trésorerie.</summary>
internal static class HandOver
{
    /// <summary>Invoices in no bordereau that counts, at what credit notes have left of them.</summary>
    public static IQueryable<ToHandOver> InvoicesToHandOver(this IPortalDb db) => Rows(
        db,
        db.Invoices.Where(invoice => invoice.Kind == InvoiceKind.Invoice && invoice.TotalCents > invoice.CreditedCents
            && !db.TreasuryTitles.Any(title => title.InvoiceId == invoice.Id && !title.IsCancelled)));

    /// <summary>
    /// Credit notes that came after their invoice had been handed over. Those before are already in its title: what it lacks of the
    /// invoice's total, taken from the oldest credit note on.
    /// </summary>
    public static IQueryable<ToHandOver> ReductionsToHandOver(this IPortalDb db) => Rows(
        db,
        db.Invoices.Where(note => note.Kind == InvoiceKind.CreditNote && note.TotalCents < 0 && !db.TreasuryTitles.Any(title => title.InvoiceId == note.Id && !title.IsCancelled)
            && db.TreasuryTitles.Any(title => title.InvoiceId == note.CorrectsInvoiceId && !title.IsCancelled
                && -db.Invoices.Where(other => other.CorrectsInvoiceId == note.CorrectsInvoiceId && other.Id <= note.Id).Sum(other => other.TotalCents)
                    > db.Invoices.Where(invoice => invoice.Id == note.CorrectsInvoiceId).Select(invoice => invoice.TotalCents).First() - title.AmountCents)));

    private static IQueryable<ToHandOver> Rows(IPortalDb db, IQueryable<Invoice> which) =>
        from invoice in which
        join guardian in db.Guardians.Where(row => row.IsReferent) on invoice.FamilyId equals guardian.FamilyId into referents
        from referent in referents.DefaultIfEmpty()
        select new ToHandOver
        {
            Id = invoice.Id,
            Number = invoice.Number,
            IssuedOn = invoice.IssuedOn,
            Cents = invoice.Kind == InvoiceKind.Invoice ? invoice.TotalCents - invoice.CreditedCents : -invoice.TotalCents,
            Addressee = invoice.Addressee,
            LastName = referent == null ? "" : referent.LastName,
            FirstName = referent == null ? "" : referent.FirstName,
            Street = referent == null ? "" : referent.Address,
            PostCode = referent == null ? "" : referent.PostalCode,
            Town = referent == null ? "" : referent.Town,
        };
}
