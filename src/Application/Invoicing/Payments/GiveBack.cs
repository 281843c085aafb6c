using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>The accountant has given back what came in beyond what was due on an invoice, or what was credited after it had been paid.</summary>
/// <param name="InvoiceId">The invoice.</param>
/// <param name="AmountCents">What the accountant saw on the screen: another amount by now is told, not given.</param>
/// <param name="Reference">How it was given back, such as the number of the order.</param>
public sealed record GiveBack(long InvoiceId, long AmountCents, string? Reference) : ICommand<Done>, IConcernsFamilies
{
    // Money is the accountant's alone: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Accountant);

    public IQueryable<int> FamiliesIn(IPortalDb db) => db.Invoices.Where(invoice => invoice.Id == InvoiceId).Select(invoice => invoice.FamilyId);
}

internal sealed class GiveBackValidator : AbstractValidator<GiveBack>
{
    public GiveBackValidator()
    {
        RuleFor(give => give.Reference)
            .NotEmpty()
            .WithMessage("Indiquez comment l’argent a été rendu.")
            .MaximumLength(Payment.ReferenceMaxLength)
            .WithMessage($"La référence est trop longue : {Payment.ReferenceMaxLength} caractères au plus.");
    }
}

internal sealed class GiveBackHandler(IInvoicingDb db, ICurrentUser user, CentreClock clock, PaymentLedger ledger) : ICommandHandler<GiveBack, Done>
{
    public async Task<Outcome<Done>> Handle(GiveBack request, CancellationToken cancellationToken)
    {
        // Locks the invoice: of two who press at once, the second finds nothing left to give back.
        await db
            .Invoices.Where(row => row.Id == request.InvoiceId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.PaidCents, row => row.PaidCents), cancellationToken);
        var invoice = await db
            .Invoices.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == request.InvoiceId && row.Kind == InvoiceKind.Invoice, cancellationToken);
        if (invoice is null)
        {
            return Refusal.NotFound;
        }

        var excess = await db.Payments.Where(row => row.InvoiceId == invoice.Id).SumAsync(row => row.ExcessCents, cancellationToken);
        var credited = Math.Max(0, -invoice.DueCents);
        if (excess + credited == 0 || excess + credited != request.AmountCents)
        {
            return new Refusal("Changed", "Le montant à rendre a changé entre-temps : rien n’a été enregistré. Vérifiez la liste.");
        }

        await ledger.EnterAsync(
            Payment.GiveBack(
                invoice.Id,
                credited,
                new($"giveback:{Guid.CreateVersion7():N}", request.Reference, clock.Today),
                new(clock.Now, user.UserId, user.DisplayName),
                excessCents: excess
            ),
            OnHandedOver.Known,
            cancellationToken
        );
        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                "payment.givenback",
                $"Invoice:{invoice.Id}",
                invoice.FamilyId,
                $"{request.AmountCents} c, {request.Reference!.Trim()}"
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
