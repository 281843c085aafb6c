using System.Text.Json;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>What the accountant must look at.</summary>
public enum PaymentAlert
{
    /// <summary>PayFiP's answer is about another amount or debt than was asked.</summary>
    DoesNotFit,

    /// <summary>More came in than was due: the invoice had been paid otherwise meanwhile.</summary>
    TooMuch,

    /// <summary>It came on an invoice that the Trésorerie has: it must not ask the family again.</summary>
    AfterHandOver,
}

/// <summary>To the centre: a payment needs a person. Without names: the list says who.</summary>
public sealed record PaymentAlertMail(string InvoiceNumber, PaymentAlert Alert, string CentreName)
{
    public const string Template = "PaymentAlert";
}

/// <summary>To the family: the payment stands.</summary>
/// <param name="FamilyName">Without the word « Famille ».</param>
/// <param name="InvoiceNumber">What was paid.</param>
/// <param name="AmountCents">What came in.</param>
/// <param name="ExcessCents">What of it was no longer due and will be given back.</param>
/// <param name="RemainingCents">What is still due of the invoice.</param>
/// <param name="CentreName">Who writes.</param>
/// <param name="CentrePhone">Whom to call.</param>
public sealed record PaymentReceivedMail(
    string FamilyName,
    string InvoiceNumber,
    long AmountCents,
    long ExcessCents,
    string CentreName,
    string CentrePhone,
    long RemainingCents = 0
)
{
    public const string Template = "PaymentReceived";
}

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
        var model = JsonSerializer.Serialize(
            new PaymentReceivedMail(family.Name, invoice.Number, amountCents, excessCents, centre.Name, centre.Phone, Math.Max(0, invoice.Remaining))
        );
        db.OutboxMessages.AddRange(
            family
                .MailsOf([invoice], (eyes, row) => eyes.SeesInvoice(row.AddresseeId, row.Children))
                .Select(mail => OutboxMessage.Write(mail.To, PaymentReceivedMail.Template, $"Paiement reçu pour la facture {invoice.Number}", model, clock.Now))
        );
    }

    public async Task AlertAsync(long invoiceId, PaymentAlert alert, CancellationToken cancellationToken)
    {
        var centre = await db.Centres.AsNoTracking().SingleAsync(cancellationToken);
        var number = await NumberAsync(invoiceId, cancellationToken);
        db.OutboxMessages.Add(
            OutboxMessage.Write(
                MailTo.Centre(centre.Email),
                PaymentAlertMail.Template,
                $"Paiement à vérifier : facture {number}",
                JsonSerializer.Serialize(new PaymentAlertMail(number, alert, centre.Name)),
                clock.Now
            )
        );
    }

    private Task<string> NumberAsync(long invoiceId, CancellationToken cancellationToken) =>
        db.Invoices.Where(row => row.Id == invoiceId).Select(row => row.Number).SingleAsync(cancellationToken);
}
