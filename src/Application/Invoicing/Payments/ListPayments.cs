using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Payments, the newest first, with the totals of their days and what needs a person.</summary>
public sealed record ListPayments(DateOnly? From = null, DateOnly? To = null, PaymentMeans? Means = null, string? Search = null, int PageNumber = 1)
    : IQuery<PaymentList>
{
    // Money is the accountant's alone: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Accountant);
}

/// <param name="Lines">One page.</param>
/// <param name="Days">The latest days of the whole selection.</param>
/// <param name="TotalCents">Of the whole selection.</param>
/// <param name="ToSettle">Online payments that did not settle by themselves, the oldest first.</param>
/// <param name="Excesses">Invoices on which something is to be given back: more came in than was due, or it was credited after it had been paid.</param>
public sealed record PaymentList(
    Page<PaymentLine> Lines,
    IReadOnlyList<PaymentDay> Days,
    long TotalCents,
    IReadOnlyList<AttemptToSettle> ToSettle,
    IReadOnlyList<PaymentExcess> Excesses
);

/// <param name="Confidential">What must not be told to whom; null for nothing.</param>
public sealed record PaymentLine(
    long Id,
    DateOnly ReceivedOn,
    int FamilyId,
    string FamilyName,
    string InvoiceNumber,
    long AmountCents,
    long ExcessCents,
    PaymentMeans Means,
    string? Reference,
    string RecordedBy,
    bool IsReversal,
    bool IsReversed,
    string? Confidential = null
)
{
    public bool CanBeReversed => !IsReversal && !IsReversed && Means != PaymentMeans.Refund;
}

public sealed record PaymentDay(DateOnly Day, int Count, long AmountCents);

/// <param name="Confidential">What must not be told to whom; null for nothing.</param>
public sealed record AttemptToSettle(
    Guid Id,
    int FamilyId,
    string FamilyName,
    long InvoiceId,
    string InvoiceNumber,
    long AmountCents,
    DateTime StartedAt,
    PaymentAttemptState State,
    string? Note,
    string? Confidential = null
);

/// <param name="Confidential">What must not be told to whom; null for nothing.</param>
public sealed record PaymentExcess(long InvoiceId, int FamilyId, string FamilyName, string InvoiceNumber, long ExcessCents, string? Confidential = null);

internal sealed class ListPaymentsValidator : AbstractValidator<ListPayments>
{
    public ListPaymentsValidator()
    {
        RuleFor(list => list.To)
            .Must((list, to) => to is null || list.From is null || to >= list.From)
            .WithMessage("La date « au » doit être le même jour que la date « du » ou après elle.");
        RuleFor(list => list.Search).SearchShortEnough();
    }
}

internal sealed class ListPaymentsHandler(IInvoicingDb db, CentreClock clock) : IQueryHandler<ListPayments, PaymentList>
{
    private const int MostDays = 31;
    private const int MostToSettle = 50;

    public async Task<Outcome<PaymentList>> Handle(ListPayments request, CancellationToken cancellationToken)
    {
        var payments = Selected(request);
        var days = await payments
            .GroupBy(line => line.Payment.ReceivedOn)
            .Select(day => new
            {
                Day = day.Key,
                Count = day.Count(),
                Amount = day.Sum(line => line.Payment.AmountCents + line.Payment.ExcessCents),
            })
            .OrderByDescending(day => day.Day)
            .ToListAsync(cancellationToken);
        var total = days.Sum(day => day.Count);
        var cut = PageCut.Of(request.PageNumber, total);
        var rows = await payments
            .OrderByDescending(line => line.Payment.ReceivedOn)
            .ThenByDescending(line => line.Payment.Id)
            .Cut(cut)
            .Select(line => new PaymentLine(
                line.Payment.Id,
                line.Payment.ReceivedOn,
                line.Family.Id,
                line.Family.Name,
                line.Invoice.Number,
                line.Payment.AmountCents,
                line.Payment.ExcessCents,
                line.Payment.Means,
                line.Payment.Reference,
                line.Payment.RecordedByName,
                line.Payment.ReversesPaymentId != null,
                db.Payments.Any(other => other.ReversesPaymentId == line.Payment.Id),
                null
            ))
            .ToListAsync(cancellationToken);
        var (toSettle, excesses) = (await ToSettleAsync(cancellationToken), await ExcessesAsync(cancellationToken));
        // Who is called about a payment must not learn where another guardian lives.
        var notices = await ConfidentialNotices.OfAsync(
            db,
            [.. rows.Select(line => line.FamilyId), .. toSettle.Select(line => line.FamilyId), .. excesses.Select(line => line.FamilyId)],
            cancellationToken
        );
        return new PaymentList(
            cut.Of<PaymentLine>([.. rows.Select(line => line with { Confidential = notices.Line(line.FamilyId) })]),
            [.. days.Take(MostDays).Select(day => new PaymentDay(day.Day, day.Count, day.Amount))],
            days.Sum(day => day.Amount),
            [.. toSettle.Select(line => line with { Confidential = notices.Line(line.FamilyId) })],
            [.. excesses.Select(line => line with { Confidential = notices.Line(line.FamilyId) })]
        );
    }

    private IQueryable<PaidLine> Selected(ListPayments request)
    {
        var lines =
            from payment in db.Payments
            join invoice in db.Invoices on payment.InvoiceId equals invoice.Id
            join family in db.Families on invoice.FamilyId equals family.Id
            select new PaidLine
            {
                Payment = payment,
                Invoice = invoice,
                Family = family,
            };
        if (request.From is { } from)
        {
            lines = lines.Where(line => line.Payment.ReceivedOn >= from);
        }

        if (request.To is { } to)
        {
            lines = lines.Where(line => line.Payment.ReceivedOn <= to);
        }

        if (request.Means is { } means)
        {
            lines = lines.Where(line => line.Payment.Means == means);
        }

        if (SearchKey.Of(request.Search ?? "") is { Length: > 0 } search)
        {
            lines = lines.Where(line => line.Family.SearchText.Contains(search) || line.Invoice.Number == search);
        }

        return lines;
    }

    private async Task<IReadOnlyList<AttemptToSettle>> ToSettleAsync(CancellationToken cancellationToken)
    {
        var rows = await (
            from attempt in db.PaymentAttempts
            join invoice in db.Invoices on attempt.InvoiceId equals invoice.Id
            join family in db.Families on attempt.FamilyId equals family.Id
            where attempt.State == PaymentAttemptState.ToReview || attempt.State == PaymentAttemptState.ToReconcile
            orderby attempt.CreatedAt
            select new AttemptToSettle(
                attempt.Id,
                attempt.FamilyId,
                family.Name,
                invoice.Id,
                invoice.Number,
                attempt.AmountCents,
                attempt.CreatedAt,
                attempt.State,
                attempt.Note,
                null
            )
        )
            .Take(MostToSettle)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => row with { StartedAt = clock.ToWallClock(row.StartedAt) })];
    }

    private async Task<IReadOnlyList<PaymentExcess>> ExcessesAsync(CancellationToken cancellationToken) =>
        await (
            from invoice in db.Invoices
            join family in db.Families on invoice.FamilyId equals family.Id
            let excess = db.Payments.Where(payment => payment.InvoiceId == invoice.Id).Sum(payment => payment.ExcessCents)
            let credited = invoice.PaidCents + invoice.CreditedCents > invoice.TotalCents ? invoice.PaidCents + invoice.CreditedCents - invoice.TotalCents : 0
            where
                invoice.Kind == InvoiceKind.Invoice
                && (
                    invoice.PaidCents + invoice.CreditedCents > invoice.TotalCents
                    || db.Payments.Any(payment => payment.InvoiceId == invoice.Id && payment.ExcessCents > 0)
                )
                && excess + credited > 0
            orderby invoice.Number
            select new PaymentExcess(invoice.Id, family.Id, family.Name, invoice.Number, excess + credited, null)
        )
            .Take(MostToSettle)
            .ToListAsync(cancellationToken);

    private sealed class PaidLine
    {
        public required Payment Payment { get; init; }

        public required Invoice Invoice { get; init; }

        public required Family Family { get; init; }
    }
}
