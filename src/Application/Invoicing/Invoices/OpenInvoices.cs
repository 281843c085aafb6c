using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>
/// A family's invoices as one of its guardians may know them. Every query of parents about invoices, and every mail about one, begins here: an
/// invoice to a person who is hidden, or over a child who is withheld, does not exist for the other guardian.
/// </summary>
internal static class OpenInvoices
{
    public static IQueryable<Invoice> WhereOpenTo(this IQueryable<Invoice> invoices, IInvoicingDb db, int familyId, RecordEyes eyes)
    {
        var (hides, hidden, withheld) = (eyes.HidesSomebody, eyes.Hidden, eyes.HiddenChildren);
        // Whose an older invoice is may not be known: then it may be the hidden person's.
        return invoices.Where(invoice =>
            invoice.FamilyId == familyId
            && (invoice.AddresseeId == null ? !hides : !hidden.Contains(invoice.AddresseeId.Value))
            && !db.InvoiceLines.Any(line => line.InvoiceId == invoice.Id && line.ChildId != null && withheld.Contains(line.ChildId.Value))
        );
    }

    /// <summary>The same of an invoice at hand.</summary>
    public static bool SeesInvoice(this RecordEyes eyes, int? addresseeId, IEnumerable<int?> childIds) =>
        (addresseeId is { } addressee ? !eyes.Hidden.Contains(addressee) : !eyes.HidesSomebody) && childIds.All(eyes.MayKnowOf);

    /// <summary>
    /// Whose postal addresses this guardian reads on invoices: the own one and those of whoever shares them. The first part of an address is
    /// told to all, for it is the name.
    /// </summary>
    public static async Task<IReadOnlySet<int>> AddressesSharedWithAsync(
        this IInvoicingDb db,
        int familyId,
        RecordEyes eyes,
        CancellationToken cancellationToken
    ) =>
        (
            await db
                .Guardians.Where(guardian =>
                    guardian.FamilyId == familyId && (guardian.Id == eyes.GuardianId || (guardian.SharesCoordinates && !guardian.IsConfidential))
                )
                .Select(guardian => guardian.Id)
                .ToListAsync(cancellationToken)
        ).ToHashSet();

    /// <summary>The addressee as printed, or the names alone.</summary>
    public static string AddresseeFor(this Invoice invoice, IReadOnlySet<int> shared) =>
        invoice.IsAddressedToOneOf(shared) ? invoice.Addressee : Addressees.NamesOf(invoice.Addressee, invoice.Debtor);

    /// <summary>True when the address on it may be read.</summary>
    public static bool IsAddressedToOneOf(this Invoice invoice, IReadOnlySet<int> shared) => invoice.AddresseeId is { } addressee && shared.Contains(addressee);
}
