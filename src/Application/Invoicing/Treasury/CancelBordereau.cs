using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Gives a bordereau up on purpose, so that its invoices can go into another one. The Trésorerie must not take it.</summary>
[HarmlessForOwnFamily("all invoices of a period as they were issued")]
public sealed record CancelBordereau(long BordereauId, string? Reason) : ICommand<Done>
{
    // As for making one.
    public static Permission Access => Permission.Of(Roles.Accountant);
}

internal sealed class CancelBordereauValidator : AbstractValidator<CancelBordereau>
{
    public CancelBordereauValidator()
    {
        RuleFor(cancel => cancel.Reason)
            .NotEmpty()
            .WithMessage("Indiquez le motif.")
            .MaximumLength(TreasuryBordereau.ReasonMaxLength)
            .WithMessage($"Le motif est trop long : {TreasuryBordereau.ReasonMaxLength} caractères au plus.");
    }
}

internal sealed class CancelBordereauHandler(IInvoicingDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<CancelBordereau, Done>
{
    public async Task<Outcome<Done>> Handle(CancelBordereau request, CancellationToken cancellationToken)
    {
        var reason = request.Reason!.Trim();
        var bordereaux = db.TreasuryBordereaux.Where(row => row.Id == request.BordereauId);
        var invoices = db.Invoices.Where(row => db.TreasuryTitles.Any(title => title.BordereauId == request.BordereauId && title.InvoiceId == row.Id));
        // A payment comes before and is no longer to be told, or after and finds no title.
        await invoices.ExecuteUpdateAsync(set => set.SetProperty(row => row.PaidCents, row => row.PaidCents), cancellationToken);
        if (
            await bordereaux
                .Where(row => row.CancelledAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.CancelledAt, clock.Now).SetProperty(row => row.CancelReason, reason), cancellationToken)
            == 0
        )
        {
            return await bordereaux.AnyAsync(cancellationToken) ? new Refusal("AlreadyCancelled", "Ce bordereau a déjà été annulé.") : Refusal.NotFound;
        }

        // The invoices would be handed over again at what is left of them, and be reduced a second time.
        if (
            await db.TreasuryTitles.AnyAsync(
                title =>
                    !title.IsCancelled
                    && db.Invoices.Any(note =>
                        note.Id == title.InvoiceId
                        && db.TreasuryTitles.Any(reduced => reduced.BordereauId == request.BordereauId && reduced.InvoiceId == note.CorrectsInvoiceId)
                    ),
                cancellationToken
            )
        )
        {
            return new Refusal("Reduced", "Des avoirs sur ses factures sont dans un bordereau de réductions : annulez d’abord celui-là.");
        }

        await db
            .TreasuryTitles.Where(title => title.BordereauId == request.BordereauId)
            .ExecuteUpdateAsync(set => set.SetProperty(title => title.IsCancelled, true), cancellationToken);
        await db
            .Payments.Where(row => row.AfterHandOver && row.TreasuryToldAt == null && invoices.Any(invoice => invoice.Id == row.InvoiceId))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.AfterHandOver, false), cancellationToken);
        db.AuditEntries.Add(
            AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, "bordereau.cancelled", $"TreasuryBordereau:{request.BordereauId}", null, reason)
        );
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
