using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>
/// Takes back lines of an issued invoice, or parts of them, by a credit note: the only way to correct one. <paramref name="InvoicesAgain"/>
/// lets the next run invoice their sessions anew, with what is known then; only lines of which nothing is left can be.
/// </summary>
public sealed record CreditInvoice(long InvoiceId, IReadOnlyList<LineToCredit> Lines, string? Reason, bool InvoicesAgain) : ICommand<string>, IConcernsFamilies
{
    // Invoices are the accountant's: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Accountant);

    public IQueryable<int> FamiliesIn(IPortalDb db) => db.Invoices.Where(invoice => invoice.Id == InvoiceId).Select(invoice => invoice.FamilyId);
}

/// <param name="LineId">The line.</param>
/// <param name="Cents">How much of it, as a positive amount; null for a quantity, or for all that is left.</param>
/// <param name="Quantity">How many of its sessions, half-days or hours.</param>
public sealed record LineToCredit(long LineId, long? Cents = null, decimal? Quantity = null);

internal sealed class CreditInvoiceValidator : AbstractValidator<CreditInvoice>
{
    private const string Positive = "Indiquez un montant ou une quantité au-dessus de zéro pour chaque ligne cochée.";

    public CreditInvoiceValidator()
    {
        RuleFor(credit => credit.Lines)
            .NotEmpty()
            .WithMessage("Cochez au moins une ligne.")
            .Must(lines => lines.All(line => line.Cents is not <= 0 && line.Quantity is not <= 0))
            .WithMessage(Positive)
            .Must(lines => lines.All(line => line.Cents is null || line.Quantity is null))
            .WithMessage("Pour une même ligne, indiquez un montant ou une quantité, pas les deux.")
            .Must(lines => lines.DistinctBy(line => line.LineId).Count() == lines.Count)
            .WithMessage("Une ligne ne se reprend qu’une fois par avoir.");
        RuleFor(credit => credit.Reason)
            .NotEmpty()
            .WithMessage("Indiquez le motif : il figure sur l’avoir.")
            .MaximumLength(Invoice.ReasonMaxLength)
            .WithMessage($"Le motif est trop long : {Invoice.ReasonMaxLength} caractères au plus.");
    }
}

internal sealed class CreditInvoiceHandler(IInvoicingDb db, ICurrentUser user, CentreClock clock, InvoiceNumbers numbers)
    : ICommandHandler<CreditInvoice, string>
{
    public async Task<Outcome<string>> Handle(CreditInvoice request, CancellationToken cancellationToken)
    {
        var invoices = db.Invoices.Where(row => row.Id == request.InvoiceId && row.Kind == InvoiceKind.Invoice);
        // Locks the invoice, so that two credit notes for it come one after the other and the second sees what the first left.
        await invoices.ExecuteUpdateAsync(set => set.SetProperty(row => row.CreditedCents, row => row.CreditedCents), cancellationToken);
        if (await invoices.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { } invoice)
        {
            return Refusal.NotFound;
        }

        var ids = request.Lines.Select(line => line.LineId).ToList();
        var lines = await db
            .InvoiceLines.AsNoTracking()
            .Where(line => line.InvoiceId == invoice.Id && ids.Contains(line.Id))
            .OrderBy(line => line.Position)
            .ToListAsync(cancellationToken);
        if (lines.Count != ids.Count)
        {
            return Refusal.NotFound;
        }

        var credited = await db
            .InvoiceLines.Where(line => line.CorrectsLineId != null && ids.Contains(line.CorrectsLineId.Value))
            .GroupBy(line => line.CorrectsLineId!.Value)
            .Select(line => new { line.Key, Cents = -line.Sum(part => part.TotalCents) })
            .ToDictionaryAsync(line => line.Key, line => line.Cents, cancellationToken);
        List<CreditedPart> parts = [];
        foreach (var line in lines)
        {
            long? before = credited.TryGetValue(line.Id, out var cents) ? cents : null;
            if (before == line.TotalCents)
            {
                return new Refusal("AlreadyCredited", "Une de ces lignes figure déjà en entier sur un avoir : rechargez la page.", nameof(request.Lines));
            }

            var asked = request.Lines.Single(ask => ask.LineId == line.Id);
            if (PartOf(line, before ?? 0, asked) is not { } part)
            {
                return new Refusal(
                    "TooMuch",
                    $"{line.Label}{(line.Date is { } date ? $" du {date:dd-MM-yyyy}" : "")} : il reste "
                        + $"{PriceSentences.Euros(line.TotalCents - (before ?? 0))} à reprendre.",
                    nameof(request.Lines)
                );
            }

            parts.Add(part);
        }

        if (request.InvoicesAgain && parts.Exists(part => !part.IsRest))
        {
            return new Refusal(
                "PartInvoicedAgain",
                "Une séance n’est facturée à nouveau que si sa ligne est reprise en entier.",
                nameof(request.InvoicesAgain)
            );
        }

        return await CreditAsync(invoice, parts, request, cancellationToken);
    }

    private async Task<string> CreditAsync(Invoice invoice, List<CreditedPart> parts, CreditInvoice request, CancellationToken cancellationToken)
    {
        var cents = parts.Sum(part => part.Cents);
        await db
            .Invoices.Where(row => row.Id == invoice.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.CreditedCents, row => row.CreditedCents + cents), cancellationToken);
        if (request.InvoicesAgain)
        {
            var ids = parts.ConvertAll(part => part.Line.Id);
            await db
                .InvoiceLines.Where(line => ids.Contains(line.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(line => line.IsToInvoiceAgain, true), cancellationToken);
        }

        var today = clock.Today;
        var series = await db
            .InvoicingSettings.OrderByDescending(settings => settings.Id)
            .Select(settings => settings.Series)
            .FirstOrDefaultAsync(cancellationToken);
        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                "invoice.credited",
                $"Invoice:{invoice.Id}",
                invoice.FamilyId,
                $"{PriceSentences.Euros(cents)} : {request.Reason!.Trim()}"
            )
        );
        var number = await numbers.NextAsync(series ?? InvoiceNumber.DefaultSeries, today.Year, cancellationToken);
        db.Invoices.Add(Invoice.Credit(number, invoice, parts, request.Reason.Trim(), today, new(clock.Now, user.UserId, user.DisplayName)));
        await db.SaveChangesAsync(cancellationToken);
        return number;
    }

    private static CreditedPart? PartOf(InvoiceLine line, long before, LineToCredit asked)
    {
        var cents = asked.Quantity is { } quantity ? CreditedPart.CentsOf(line, quantity) : asked.Cents;
        var part = cents is { } some ? CreditedPart.Of(line, before, some) : CreditedPart.Rest(line, before);
        return part is null
            ? null
            : part with
            {
                Explanation =
                    part.Cents == line.TotalCents
                        ? line.Explanation
                        : Short($"repris : {PriceSentences.Euros(part.Cents)} sur {PriceSentences.Euros(line.TotalCents)} ({line.Explanation})"),
            };
    }

    private static string Short(string text) => text.Length <= InvoiceLine.ExplanationMaxLength ? text : text[..InvoiceLine.ExplanationMaxLength];
}
