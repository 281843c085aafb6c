using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Privacy;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Privacy;

/// <summary>The delay of the accounts: counted from the end of the year, and never before everything about an invoice is settled.</summary>
internal sealed class AccountsPurge(IPrivacyDb db, CentreClock clock)
{
    public IEnumerable<PurgeRule> Rules =>
        [
            new(
                "invoices",
                RetainedData.Invoices,
                "factures et avoirs, avec leurs paiements",
                (limit, cancel) => Settled(limit).CountAsync(cancel),
                RemoveInvoicesAsync
            ),
            new(
                "bordereaux",
                RetainedData.Invoices,
                "bordereaux de la Trésorerie",
                (limit, cancel) => Bordereaux(limit).CountAsync(cancel),
                async (limit, most, cancel) =>
                {
                    var ids = await Bordereaux(limit).OrderBy(row => row.Id).Take(most).Select(row => row.Id).ToListAsync(cancel);
                    return await db.TreasuryBordereaux.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(cancel);
                }
            ),
            new(
                "payment-reminders",
                RetainedData.Invoices,
                "relances",
                (limit, cancel) => Reminders(limit).CountAsync(cancel),
                async (limit, most, cancel) =>
                {
                    var ids = await Reminders(limit).OrderBy(row => row.Id).Take(most).Select(row => row.Id).ToListAsync(cancel);
                    return await db.PaymentReminders.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(cancel);
                }
            ),
            new(
                "quotients",
                RetainedData.Invoices,
                "quotients familiaux",
                (limit, cancel) => Quotients(limit).CountAsync(cancel),
                async (limit, most, cancel) =>
                {
                    var ids = await Quotients(limit).OrderBy(row => row.Id).Take(most).Select(row => row.Id).ToListAsync(cancel);
                    return await db.FamilyQuotients.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(cancel);
                }
            ),
            new(
                "invoice-runs",
                RetainedData.Invoices,
                "calculs de facturation",
                (limit, cancel) => RunFamilies(limit).CountAsync(cancel),
                async (limit, most, cancel) =>
                {
                    var runs = await RunFamilies(limit).Select(row => row.RunId).Distinct().OrderBy(id => id).Take(1).ToListAsync(cancel);
                    return runs.Count == 0 ? 0 : await db.InvoiceRunFamilies.Where(row => row.RunId == runs[0]).ExecuteDeleteAsync(cancel);
                }
            ),
        ];

    private IQueryable<Invoice> Settled(PurgeLimit limit)
    {
        var last = limit.LastYearEnd;
        var settled = db.Invoices.Where(invoice =>
            invoice.Kind == InvoiceKind.Invoice
            && invoice.IssuedOn <= last
            && invoice.PaidCents + invoice.CreditedCents >= invoice.TotalCents
            && !db.Invoices.Any(note => note.CorrectsInvoiceId == invoice.Id && note.IssuedOn > last)
            && !db.Payments.Any(payment => payment.InvoiceId == invoice.Id && payment.ReceivedOn > last)
        );
        // A bordereau goes as a whole: what was handed over can be had again, always the same.
        return settled.Where(invoice =>
            !db.TreasuryTitles.Any(title =>
                title.InvoiceId == invoice.Id
                && db.TreasuryTitles.Any(other => other.BordereauId == title.BordereauId && !settled.Any(one => one.Id == other.InvoiceId))
            )
        );
    }

    private async Task<int> RemoveInvoicesAsync(PurgeLimit limit, int most, CancellationToken cancellationToken)
    {
        var ids = await Settled(limit).OrderBy(invoice => invoice.Id).Take(most).Select(invoice => invoice.Id).ToListAsync(cancellationToken);
        var notes = await db
            .Invoices.Where(note => note.CorrectsInvoiceId != null && ids.Contains(note.CorrectsInvoiceId.Value))
            .Select(note => note.Id)
            .ToListAsync(cancellationToken);
        List<long> all = [.. ids, .. notes];
        // What points to another row goes before it.
        await db.Payments.Where(payment => all.Contains(payment.InvoiceId) && payment.ReversesPaymentId != null).ExecuteDeleteAsync(cancellationToken);
        await db.Payments.Where(payment => all.Contains(payment.InvoiceId)).ExecuteDeleteAsync(cancellationToken);
        await db.PaymentAttempts.Where(attempt => all.Contains(attempt.InvoiceId)).ExecuteDeleteAsync(cancellationToken);
        await db.TreasuryTitles.Where(title => all.Contains(title.InvoiceId)).ExecuteDeleteAsync(cancellationToken);
        await db.InvoiceLines.Where(line => notes.Contains(line.InvoiceId)).ExecuteDeleteAsync(cancellationToken);
        await db.InvoiceLines.Where(line => ids.Contains(line.InvoiceId)).ExecuteDeleteAsync(cancellationToken);
        await db.Invoices.Where(note => notes.Contains(note.Id)).ExecuteDeleteAsync(cancellationToken);
        return await db.Invoices.Where(invoice => ids.Contains(invoice.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    private IQueryable<TreasuryBordereau> Bordereaux(PurgeLimit limit)
    {
        var last = limit.LastYearEnd;
        return db.TreasuryBordereaux.Where(row => row.IssuedOn <= last && !db.TreasuryTitles.Any(title => title.BordereauId == row.Id));
    }

    private IQueryable<PaymentReminder> Reminders(PurgeLimit limit)
    {
        var before = clock.Zone.StartOfDay(limit.LastYearEnd.AddDays(1));
        return db.PaymentReminders.Where(row => row.SentAt < before);
    }

    // The quotient that holds today is needed for the next invoice; those it replaced explain old ones, as long as there are any.
    private IQueryable<FamilyQuotient> Quotients(PurgeLimit limit)
    {
        var last = limit.LastYearEnd;
        return db.FamilyQuotients.Where(row =>
            row.ValidUntil <= last
            || db.FamilyQuotients.Any(later => later.FamilyId == row.FamilyId && later.ValidFrom > row.ValidFrom && later.ValidFrom <= last)
            || (
                row.ValidFrom <= last
                && db.Families.Any(family => family.Id == row.FamilyId && family.AnonymisedAt != null)
                && !db.Invoices.Any(invoice => invoice.FamilyId == row.FamilyId)
            )
        );
    }

    private IQueryable<InvoiceRunFamily> RunFamilies(PurgeLimit limit)
    {
        var last = limit.LastYearEnd;
        return db.InvoiceRunFamilies.Where(row => db.InvoiceRuns.Any(run => run.Id == row.RunId && !run.IsOpen && run.IssuedOn <= last));
    }
}
