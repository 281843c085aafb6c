using ClsPortal.Application.Common;
using ClsPortal.Domain.Administration;
using ClsPortal.Domain.Invoicing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>
/// Takes back lines of an issued invoice by a credit note: the only way to correct one. <paramref name="InvoicesAgain"/> lets the
/// next run invoice their sessions anew, with what is known then.
/// </summary>
public sealed record CreditInvoice(long InvoiceId, IReadOnlyList<long> LineIds, string? Reason, bool InvoicesAgain) : ICommand<string>
{
    // Invoices are the accountant's: SPEC, "Who may do what".
    public static Access Access => Access.Of(Roles.Accountant);
}

internal sealed class CreditInvoiceValidator : AbstractValidator<CreditInvoice>
{
    public CreditInvoiceValidator()
    {
        RuleFor(credit => credit.LineIds).NotEmpty().WithMessage("Cochez au moins une ligne.");
        RuleFor(credit => credit.Reason).NotEmpty().WithMessage("Indiquez le motif : il figure sur l’avoir.")
            .MaximumLength(Invoice.ReasonMaxLength).WithMessage($"Le motif est trop long : {Invoice.ReasonMaxLength} caractères au plus.");
    }
}

internal sealed class CreditInvoiceHandler(IPortalDb db, ICurrentUser user, CentreClock clock, InvoiceNumbers numbers) : ICommandHandler<CreditInvoice, string>
{
    public async Task<Outcome<string>> Handle(CreditInvoice request, CancellationToken cancellationToken)
    {
        var ids = request.LineIds.Distinct().ToList();
        var cents = await db.InvoiceLines.Where(line => line.InvoiceId == request.InvoiceId && ids.Contains(line.Id)).SumAsync(line => line.TotalCents, cancellationToken);
        // Locks the invoice, so that two credit notes for it come one after the other.
        var counted = await db.Invoices.Where(invoice => invoice.Id == request.InvoiceId && invoice.Kind == InvoiceKind.Invoice && invoice.CreditedCents + cents <= invoice.TotalCents)
            .ExecuteUpdateAsync(set => set.SetProperty(invoice => invoice.CreditedCents, invoice => invoice.CreditedCents + cents), cancellationToken);
        var invoice = await db.Invoices.AsNoTracking().SingleOrDefaultAsync(row => row.Id == request.InvoiceId && row.Kind == InvoiceKind.Invoice, cancellationToken);
        if (invoice is null)
        {
            return Refusal.NotFound;
        }

        var lines = await db.InvoiceLines.AsNoTracking().Where(line => line.InvoiceId == invoice.Id && ids.Contains(line.Id)).OrderBy(line => line.Position).ToListAsync(cancellationToken);
        if (lines.Count != ids.Count)
        {
            return Refusal.NotFound;
        }

        if (counted == 0 || await db.InvoiceLines.AnyAsync(line => line.CorrectsLineId != null && ids.Contains(line.CorrectsLineId.Value), cancellationToken))
        {
            return new Refusal("AlreadyCredited", "Une de ces lignes figure déjà sur un avoir : rechargez la page.", nameof(request.LineIds));
        }

        if (request.InvoicesAgain)
        {
            await db.InvoiceLines.Where(line => line.InvoiceId == invoice.Id && ids.Contains(line.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(line => line.IsToInvoiceAgain, true), cancellationToken);
        }

        var today = clock.Today;
        var series = await db.InvoicingSettings.OrderByDescending(settings => settings.Id).Select(settings => settings.Series).FirstOrDefaultAsync(cancellationToken);
        db.AuditEntries.Add(AuditEntry.Record(
            clock.Now, user.UserId, user.DisplayName, "invoice.credited", $"Invoice:{invoice.Id}", invoice.FamilyId, $"{PriceSentences.Euros(cents)} : {request.Reason!.Trim()}"));
        var number = await numbers.NextAsync(series ?? InvoiceNumber.DefaultSeries, today.Year, cancellationToken);
        db.Invoices.Add(Invoice.Credit(number, invoice, lines, request.Reason.Trim(), today, clock.Now, user.UserId, user.DisplayName));
        await db.SaveChangesAsync(cancellationToken);
        return number;
    }
}
