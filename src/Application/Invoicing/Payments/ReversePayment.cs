using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Takes an entry back by a counter-entry, as a whole: a cheque that bounced, a slip of the keyboard.</summary>
public sealed record ReversePayment(long PaymentId, string? Reason) : ICommand<Done>, IConcernsFamilies
{
    public const int ReasonMaxLength = 500;

    // Money is the accountant's alone: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Accountant);

    public IQueryable<int> FamiliesIn(IPortalDb db) =>
        db
            .Invoices.Where(invoice => db.Payments.Any(payment => payment.Id == PaymentId && payment.InvoiceId == invoice.Id))
            .Select(invoice => invoice.FamilyId);
}

internal sealed class ReversePaymentValidator : AbstractValidator<ReversePayment>
{
    public ReversePaymentValidator()
    {
        RuleFor(reverse => reverse.Reason)
            .NotEmpty()
            .WithMessage("Indiquez le motif de l’annulation.")
            .MaximumLength(ReversePayment.ReasonMaxLength)
            .WithMessage($"Le motif est trop long : {ReversePayment.ReasonMaxLength} caractères au plus.");
    }
}

internal sealed class ReversePaymentHandler(IInvoicingDb db, ICurrentUser user, CentreClock clock, PaymentLedger ledger) : ICommandHandler<ReversePayment, Done>
{
    public async Task<Outcome<Done>> Handle(ReversePayment request, CancellationToken cancellationToken)
    {
        var found = await (
            from row in db.Payments.AsNoTracking()
            join invoice in db.Invoices on row.InvoiceId equals invoice.Id
            where row.Id == request.PaymentId
            select new { Payment = row, invoice.FamilyId }
        ).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return Refusal.NotFound;
        }

        if (found.Payment.ReversesPaymentId is not null || found.Payment.Means == PaymentMeans.Refund)
        {
            return new Refusal(
                "NotReversible",
                "Cette ligne est elle-même une contre-passation ou un remboursement : saisissez un nouveau paiement si besoin."
            );
        }

        var reason = request.Reason!.Trim();
        var counterEntry = Payment.Reverse(
            found.Payment,
            new($"reverse:{found.Payment.Id}", reason.Length <= Payment.ReferenceMaxLength ? reason : reason[..Payment.ReferenceMaxLength], clock.Today),
            new(clock.Now, user.UserId, user.DisplayName)
        );
        switch (await ledger.EnterAsync(counterEntry, OnHandedOver.Tell, cancellationToken))
        {
            case PaymentEntry.AlreadyRecorded:
                return new Refusal("AlreadyReversed", "Ce paiement a déjà été annulé.");
            case PaymentEntry.Exceeds:
                return new Refusal("Exceeds", "Ce paiement a été remboursé entre-temps : il ne peut plus être annulé.");
            default:
                db.AuditEntries.Add(
                    AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, "payment.reversed", $"Payment:{found.Payment.Id}", found.FamilyId, reason)
                );
                await db.SaveChangesAsync(cancellationToken);
                return Done.It;
        }
    }
}
