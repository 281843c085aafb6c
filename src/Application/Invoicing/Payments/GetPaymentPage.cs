using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>What the family has to pay, and how.</summary>
public sealed record GetPaymentPage : IQuery<PaymentPage>
{
    public static Permission Access => Permission.Parent;
}

/// <param name="Offer">How PayFiP is reached.</param>
/// <param name="Unpaid">The longest due first.</param>
/// <param name="DueCents">Their sum.</param>
/// <param name="CentrePhone">Whom to call.</param>
/// <param name="ClientNumber">By which PayFiP knows the collectivity; null where nobody has said it.</param>
public sealed record PaymentPage(PayFipOffer Offer, IReadOnlyList<InvoiceToPay> Unpaid, long DueCents, string CentrePhone, string? ClientNumber);

/// <param name="Id">Key of the invoice.</param>
/// <param name="Number">Its number.</param>
/// <param name="Reference">As it is typed on PayFiP.</param>
/// <param name="IssuedOn">Its date.</param>
/// <param name="DueOn">The last day to pay.</param>
/// <param name="TotalCents">Its total.</param>
/// <param name="CreditedCents">What credit notes took back.</param>
/// <param name="PaidCents">What was paid.</param>
/// <param name="DueCents">What is still to be paid.</param>
/// <param name="IsLate">Past the last day to pay.</param>
/// <param name="IsUnderWay">Somebody is at PayFiP with it.</param>
/// <param name="AwaitsReconciliation">Somebody was sent to the page that answers nothing.</param>
/// <param name="IsTaken">Within what PayFiP takes.</param>
public sealed record InvoiceToPay(
    long Id,
    string Number,
    string Reference,
    DateOnly IssuedOn,
    DateOnly DueOn,
    long TotalCents,
    long CreditedCents,
    long PaidCents,
    long DueCents,
    bool IsLate,
    bool IsUnderWay,
    bool AwaitsReconciliation,
    bool IsTaken
);

internal sealed class GetPaymentPageHandler(IInvoicingDb db, RecordSight sight, ICurrentUser user, CentreClock clock, IPayFip payFip)
    : IQueryHandler<GetPaymentPage, PaymentPage>
{
    // Nobody has more open invoices than this; should it happen, the oldest come first.
    private const int Most = 100;

    public async Task<Outcome<PaymentPage>> Handle(GetPaymentPage request, CancellationToken cancellationToken)
    {
        var (now, today) = (clock.Now, clock.Today);
        var rows = await db
            .Invoices.WhereUnpaid()
            .WhereOpenTo(db, user.FamilyId, await sight.OfParentAsync(cancellationToken))
            .OrderBy(invoice => invoice.DueOn)
            .ThenBy(invoice => invoice.Id)
            .Take(Most)
            .Select(invoice => new
            {
                invoice.Id,
                invoice.Number,
                invoice.IssuedOn,
                invoice.DueOn,
                invoice.TotalCents,
                invoice.CreditedCents,
                invoice.PaidCents,
                Due = invoice.TotalCents - invoice.CreditedCents - invoice.PaidCents,
                UnderWay = db.PaymentAttempts.Any(attempt =>
                    attempt.InvoiceId == invoice.Id
                    && attempt.ExpiresAt > now
                    && (attempt.State == PaymentAttemptState.Opening || attempt.State == PaymentAttemptState.Pending)
                ),
                Reconcile = db.PaymentAttempts.Any(attempt => attempt.InvoiceId == invoice.Id && attempt.State == PaymentAttemptState.ToReconcile),
            })
            .ToListAsync(cancellationToken);
        var centre = await db
            .Centres.Select(row => new
            {
                row.Phone,
                Number = db.InvoicingSettings.OrderByDescending(settings => settings.Id).Select(settings => settings.PayFipNumber).FirstOrDefault(),
            })
            .SingleAsync(cancellationToken);
        return new PaymentPage(
            payFip.Offer,
            [
                .. rows.Select(row => new InvoiceToPay(
                    row.Id,
                    row.Number,
                    PayFipRules.Reference(row.Number),
                    row.IssuedOn,
                    row.DueOn,
                    row.TotalCents,
                    row.CreditedCents,
                    row.PaidCents,
                    row.Due,
                    row.DueOn < today,
                    row.UnderWay,
                    row.Reconcile,
                    PayFipRules.Takes(row.Due)
                )),
            ],
            rows.Sum(row => row.Due),
            centre.Phone,
            string.IsNullOrEmpty(centre.Number) ? payFip.Offer.ClientNumber : centre.Number
        );
    }
}
