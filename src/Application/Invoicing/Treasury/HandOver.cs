using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>An invoice, or a credit note, that the Trésorerie has not got yet.</summary>
internal sealed class ToHandOver
{
    public long Id { get; init; }

    public string Number { get; init; } = "";

    public int FamilyId { get; init; }

    public string FamilyName { get; init; } = "";

    public DateOnly IssuedOn { get; init; }

    /// <summary>What is to be collected, or by how much a title is reduced.</summary>
    public long Cents { get; init; }

    public long CreditedCents { get; init; }

    public string Addressee { get; init; } = "";

    public Debtor? Debtor { get; init; }

    /// <summary>Of a credit note: the year of the title that it reduces.</summary>
    public int TitleYear { get; init; }
}

/// <summary>What is still to be handed to the Trésorerie, and what it has got.</summary>
internal static class HandOver
{
    /// <summary>Invoices in no bordereau that counts, at what is still due of them: neither what was credited nor what was paid is collected again.</summary>
    public static IQueryable<ToHandOver> InvoicesToHandOver(this IInvoicingDb db) =>
        from invoice in db.Invoices.WhereUnpaid()
        join family in db.Families on invoice.FamilyId equals family.Id
        where !db.TreasuryTitles.Any(title => title.InvoiceId == invoice.Id && !title.IsCancelled)
        select new ToHandOver
        {
            Id = invoice.Id,
            Number = invoice.Number,
            FamilyId = invoice.FamilyId,
            FamilyName = family.Name,
            IssuedOn = invoice.IssuedOn,
            Cents = invoice.TotalCents - invoice.CreditedCents - invoice.PaidCents,
            CreditedCents = invoice.CreditedCents,
            Addressee = invoice.Addressee,
            Debtor = invoice.Debtor,
        };

    /// <summary>
    /// Credit notes that came after their invoice had been handed over, as far as there is something of its title left to reduce: what was paid
    /// before is not in the title, and is given back by the body itself.
    /// </summary>
    public static IQueryable<ToHandOver> ReductionsToHandOver(this IInvoicingDb db) =>
        from note in db.Invoices
        join title in db.TreasuryTitles.Where(row => !row.IsCancelled) on note.CorrectsInvoiceId equals title.InvoiceId
        join bordereau in db.TreasuryBordereaux on title.BordereauId equals bordereau.Id
        join family in db.Families on note.FamilyId equals family.Id
        let after = -db.Invoices.Where(other => other.CorrectsInvoiceId == note.CorrectsInvoiceId && other.Id <= note.Id).Sum(other => other.TotalCents)
            - title.CreditedCents
        where
            note.Kind == InvoiceKind.CreditNote
            && note.TotalCents < 0
            && !db.TreasuryTitles.Any(other => other.InvoiceId == note.Id && !other.IsCancelled)
            && after > 0
            && after + note.TotalCents < title.AmountCents
        select new ToHandOver
        {
            Id = note.Id,
            Number = note.Number,
            FamilyId = note.FamilyId,
            FamilyName = family.Name,
            IssuedOn = note.IssuedOn,
            Cents = after < title.AmountCents ? -note.TotalCents : title.AmountCents - after - note.TotalCents,
            Addressee = note.Addressee,
            Debtor = note.Debtor,
            TitleYear = bordereau.Year,
        };

    /// <summary>Whether the debt is the Trésorerie's. To be asked under the lock of the invoice.</summary>
    public static Task<bool> IsHandedOverAsync(this IInvoicingDb db, long invoiceId, CancellationToken cancellationToken) =>
        db.TreasuryTitles.AnyAsync(title => title.InvoiceId == invoiceId && !title.IsCancelled, cancellationToken);

    /// <summary>Why a debtor cannot stand in the file, in words for the accountant.</summary>
    public static string Sentence(this DebtorFlaw flaw) =>
        flaw switch
        {
            DebtorFlaw.Unreadable => "nom et adresse à saisir",
            DebtorFlaw.NoCivility => "civilité (Mme ou M.)",
            DebtorFlaw.NoLastName => "nom",
            DebtorFlaw.NoFirstName => "prénom",
            DebtorFlaw.NoStreet => "numéro et voie",
            DebtorFlaw.NoPostCode => "code postal à 5 chiffres",
            DebtorFlaw.NoTown => "commune",
            DebtorFlaw.OtherLetters => "nom ou adresse à écrire en lettres latines",
            DebtorFlaw.TooLong => $"nom ou ligne d’adresse de plus de {TreasuryDebtor.PartMaxLength} caractères",
            _ => throw new ArgumentOutOfRangeException(nameof(flaw)),
        };

    /// <summary>The debtor that an invoice for this guardian names.</summary>
    public static Debtor DebtorOf(string civility, string lastName, string firstName, string street, string postCode, string town) =>
        new(civility, lastName, firstName, PostalAddress.Of(street, postCode, town));
}
