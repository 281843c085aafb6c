using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>The accountant has told the Trésorerie, or has seen that it knows.</summary>
public sealed record TellTreasury(IReadOnlyList<long> PaymentIds, string? How) : ICommand<Done>, IConcernsFamilies
{
    // As for the list.
    public static Permission Access => Permission.Of(Roles.Accountant);

    public IQueryable<int> FamiliesIn(IPortalDb db) =>
        db
            .Payments.Where(payment => PaymentIds.Contains(payment.Id))
            .Select(payment => db.Invoices.Where(invoice => invoice.Id == payment.InvoiceId).Select(invoice => invoice.FamilyId).First());
}

internal sealed class TellTreasuryValidator : AbstractValidator<TellTreasury>
{
    public TellTreasuryValidator()
    {
        RuleFor(tell => tell.PaymentIds).NotEmpty().WithMessage("Cochez au moins un paiement.");
        RuleFor(tell => tell.How)
            .NotEmpty()
            .WithMessage("Indiquez comment la Trésorerie en est informée, par exemple « courriel du 12-01 ».")
            .MaximumLength(Payment.ToldHowMaxLength)
            .WithMessage($"{Payment.ToldHowMaxLength} caractères au plus.");
    }
}

internal sealed class TellTreasuryHandler(IInvoicingDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<TellTreasury, Done>
{
    public async Task<Outcome<Done>> Handle(TellTreasury request, CancellationToken cancellationToken)
    {
        var payments = db.Payments.Where(row => request.PaymentIds.Contains(row.Id) && row.AfterHandOver);
        var families = await db
            .Invoices.Where(invoice => payments.Any(row => row.InvoiceId == invoice.Id))
            .Select(invoice => invoice.FamilyId)
            .Distinct()
            .ToListAsync(cancellationToken);
        if (families.Count == 0)
        {
            return Refusal.NotFound;
        }

        if (families.Exists(user.IsOwn))
        {
            return OwnFamily.Refusal;
        }

        var (now, how, name) = (clock.Now, request.How!.Trim(), user.DisplayName);
        var told = await payments
            .Where(row => row.TreasuryToldAt == null)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.TreasuryToldAt, now)
                        .SetProperty(row => row.TreasuryToldHow, how)
                        .SetProperty(row => row.TreasuryToldByName, name),
                cancellationToken
            );
        if (told == 0)
        {
            return new Refusal("AlreadyTold", "Un collègue a déjà traité ces lignes.");
        }

        db.AuditEntries.Add(
            AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, "payment.told", $"Payment:{string.Join(',', request.PaymentIds.Take(20))}", null, how)
        );
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
