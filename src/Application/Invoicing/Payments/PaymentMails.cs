using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Writes mails about payments into the outbox, in the running transaction; the caller saves.</summary>
internal sealed class PaymentMails(IInvoicingDb db, CentreClock clock)
{
    public async Task ReceivedAsync(int familyId, long invoiceId, long amountCents, long excessCents, CancellationToken cancellationToken)
    {
        var centre = await db.Centres.AsNoTracking().SingleAsync(cancellationToken);
        var invoice = await db
            .Invoices.Where(row => row.Id == invoiceId)
            .Select(row => new
            {
                row.Number,
                row.AddresseeId,
                Remaining = row.TotalCents - row.CreditedCents - row.PaidCents,
                Children = row.Lines.Select(line => line.ChildId).ToList(),
            })
            .SingleAsync(cancellationToken);
        var family = (await db.FamilyAddressesAsync([familyId], cancellationToken)).Single();
        var mail = new PaymentReceivedMail(family.Name, invoice.Number, amountCents, excessCents, centre.Name, centre.Phone, Math.Max(0, invoice.Remaining));
        db.OutboxMessages.AddRange(
            family.MailsOf([invoice], (eyes, row) => eyes.SeesInvoice(row.AddresseeId, row.Children)).Select(told => mail.WriteTo(told.To, clock.Now))
        );
    }

    public async Task AlertAsync(long invoiceId, PaymentAlert alert, CancellationToken cancellationToken)
    {
        var centre = await db.Centres.AsNoTracking().SingleAsync(cancellationToken);
        var number = await NumberAsync(invoiceId, cancellationToken);
        db.OutboxMessages.Add(new PaymentAlertMail(number, alert, centre.Name).WriteTo(MailTo.Centre(centre.Email), clock.Now));
    }

    private Task<string> NumberAsync(long invoiceId, CancellationToken cancellationToken) =>
        db.Invoices.Where(row => row.Id == invoiceId).Select(row => row.Number).SingleAsync(cancellationToken);
}
