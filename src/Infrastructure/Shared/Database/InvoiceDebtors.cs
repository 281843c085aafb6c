using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>
/// Reads, at start, who owes the invoices from before the debtor was kept in parts: of a database or a restored backup that the version which parted
/// them migrated and never started. The text is compared with the family's guardians. What cannot be told apart stays without, for the accountant.
/// </summary>
internal static class InvoiceDebtors
{
    private const int AtOnce = 500;

    public static async Task ReadAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        for (long last = 0; ; )
        {
            var invoices = await db
                .Invoices.AsTracking()
                .Where(invoice => invoice.Id > last && invoice.Debtor == null)
                .OrderBy(invoice => invoice.Id)
                .Take(AtOnce)
                .ToListAsync(cancellationToken);
            if (invoices.Count == 0)
            {
                return;
            }

            last = invoices[^1].Id;
            var families = invoices.Select(invoice => invoice.FamilyId).Distinct().ToList();
            var names = await db
                .Families.Where(family => families.Contains(family.Id))
                .ToDictionaryAsync(family => family.Id, family => family.Name, cancellationToken);
            // Whoever was addressed may have left since.
            var guardians = (
                await db
                    .Guardians.IgnoreQueryFilters()
                    .Where(guardian => families.Contains(guardian.FamilyId))
                    .Select(guardian => new { guardian.FamilyId, Known = new KnownGuardian(guardian.Civility, guardian.FirstName, guardian.LastName) })
                    .ToListAsync(cancellationToken)
            ).ToLookup(guardian => guardian.FamilyId, guardian => guardian.Known);
            foreach (var invoice in invoices)
            {
                if (DebtorText.Read(invoice.Addressee, names[invoice.FamilyId], [.. guardians[invoice.FamilyId]]) is { } debtor)
                {
                    invoice.Owe(debtor);
                }
            }

            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }
    }
}
