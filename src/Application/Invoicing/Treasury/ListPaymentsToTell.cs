using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Money that moved on debts of the Trésorerie's and that it does not know of: it would ask the family for it.</summary>
public sealed record ListPaymentsToTell : IQuery<PaymentsToTell>
{
    // Money is the accountant's alone: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Accountant);
}

/// <param name="Lines">The oldest first.</param>
/// <param name="Total">Of all; more than the lines hold when there are very many.</param>
public sealed record PaymentsToTell(IReadOnlyList<PaymentToTell> Lines, int Total);

/// <param name="Id">Key of the payment.</param>
/// <param name="InvoiceId">Key of the invoice.</param>
/// <param name="InvoiceNumber">Its number.</param>
/// <param name="FamilyName">Without the word « Famille ».</param>
/// <param name="Bordereau">The one that the invoice is in, such as 2026-3; null when it was given up.</param>
/// <param name="ReceivedOn">The day.</param>
/// <param name="Cents">What came in; negative for an entry that was taken back and that no title holds.</param>
/// <param name="Means">How it was paid.</param>
/// <param name="Confidential">What must not be told to whom; null for nothing.</param>
public sealed record PaymentToTell(
    long Id,
    long InvoiceId,
    string InvoiceNumber,
    string FamilyName,
    string? Bordereau,
    DateOnly ReceivedOn,
    long Cents,
    PaymentMeans Means,
    string? Confidential = null
);

internal sealed class ListPaymentsToTellHandler(IInvoicingDb db) : IQueryHandler<ListPaymentsToTell, PaymentsToTell>
{
    private const int Most = 200;

    public async Task<Outcome<PaymentsToTell>> Handle(ListPaymentsToTell request, CancellationToken cancellationToken)
    {
        var untold = db.Payments.Where(row => row.AfterHandOver && row.TreasuryToldAt == null);
        var rows = await (
            from payment in untold
            join invoice in db.Invoices on payment.InvoiceId equals invoice.Id
            join family in db.Families on invoice.FamilyId equals family.Id
            orderby payment.ReceivedOn, payment.Id
            select new
            {
                payment.Id,
                InvoiceId = invoice.Id,
                invoice.Number,
                invoice.FamilyId,
                family.Name,
                payment.ReceivedOn,
                Cents = payment.AmountCents + payment.ExcessCents,
                payment.Means,
                Bordereau = (
                    from title in db.TreasuryTitles
                    join bordereau in db.TreasuryBordereaux on title.BordereauId equals bordereau.Id
                    where title.InvoiceId == invoice.Id && !title.IsCancelled
                    select new { bordereau.Year, bordereau.Number }
                ).FirstOrDefault(),
            }
        )
            .Take(Most)
            .ToListAsync(cancellationToken);
        var notices = await ConfidentialNotices.OfAsync(db, rows.ConvertAll(row => row.FamilyId), cancellationToken);
        return new PaymentsToTell(
            [
                .. rows.Select(row => new PaymentToTell(
                    row.Id,
                    row.InvoiceId,
                    row.Number,
                    row.Name,
                    row.Bordereau is { } of ? $"{of.Year}-{of.Number}" : null,
                    row.ReceivedOn,
                    row.Cents,
                    row.Means,
                    notices.Line(row.FamilyId)
                )),
            ],
            await untold.CountAsync(cancellationToken)
        );
    }
}
