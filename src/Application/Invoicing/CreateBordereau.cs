using ClsPortal.Application.Common;
using ClsPortal.Domain.Administration;
using ClsPortal.Domain.Invoicing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>
/// Hands the invoices of a period to the Trésorerie: those that are in no other bordereau that counts. Or, with
/// <paramref name="IsReduction"/>, the credit notes of the period that reduce an invoice handed over before.
/// </summary>
[HarmlessForOwnFamily("all invoices of a period as they were issued")]
public sealed record CreateBordereau(DateOnly? From, DateOnly? To, bool IsReduction = false) : ICommand<BordereauCreated>
{
    // Exports to the Trésorerie are the accountant's: SPEC, "Who may do what".
    public static Access Access => Access.Of(Roles.Accountant);
}

/// <param name="Id">Key of the bordereau.</param>
/// <param name="Number">Its number in the year.</param>
/// <param name="IsReduction">It holds credit notes.</param>
/// <param name="Titles">Invoices or credit notes in it.</param>
/// <param name="WithoutAddress">Numbers of invoices that were left out, because street, post code or town is missing.</param>
public sealed record BordereauCreated(long Id, int Number, bool IsReduction, int Titles, IReadOnlyList<string> WithoutAddress);

internal sealed class CreateBordereauValidator : AbstractValidator<CreateBordereau>
{
    public CreateBordereauValidator()
    {
        RuleFor(create => create.From).NotNull().WithMessage("Indiquez la première date d’émission.");
        RuleFor(create => create.To).Cascade(CascadeMode.Stop).NotNull().WithMessage("Indiquez la dernière date d’émission.")
            .Must((create, to) => create.From is null || to >= create.From).WithMessage("La date « au » doit être le même jour que la date « du » ou après elle.")
            .Must((create, to) => create.From is null || to!.Value.Year == create.From.Value.Year).WithMessage("Un bordereau ne porte que sur un exercice : choisissez deux dates de la même année.");
    }
}

internal sealed class CreateBordereauHandler(IPortalDb db, ICurrentUser user, CentreClock clock, CollectionSettings settings) : ICommandHandler<CreateBordereau, BordereauCreated>
{
    public async Task<Outcome<BordereauCreated>> Handle(CreateBordereau request, CancellationToken cancellationToken)
    {
        if (settings.Treasury is null)
        {
            return new Refusal("NotConfigured", "Les codes de la collectivité ne sont pas réglés (Portal:Treasury) : utilisez l’export CSV ou XLSX.");
        }

        var (from, to) = (request.From!.Value, request.To!.Value);
        var rows = await (request.IsReduction ? db.ReductionsToHandOver() : db.InvoicesToHandOver()).Where(row => row.IssuedOn >= from && row.IssuedOn <= to)
            .OrderBy(row => row.Number).ToListAsync(cancellationToken);
        var debtors = rows.ConvertAll(row => (Row: row, Debtor: row.Debtor()));
        var titles = debtors.Where(line => line.Debtor is not null).Select(line => (line.Row.Id, line.Row.Cents, line.Debtor!)).ToList();
        List<string> withoutAddress = [.. debtors.Where(line => line.Debtor is null).Select(line => line.Row.Number)];
        if (titles.Count == 0)
        {
            return withoutAddress.Count > 0
                ? new Refusal("NoAddress", $"{(request.IsReduction ? "Aucun avoir" : "Aucune facture")} de cette période n’a d’adresse complète (voie, code postal, ville) : {string.Join(", ", withoutAddress.Take(20))}.")
                : new Refusal("NothingToExport", request.IsReduction
                    ? "Aucun avoir de cette période n’est à transmettre : ils le sont déjà, ou leurs factures ne le sont pas encore."
                    : "Aucune facture de cette période n’est à transmettre : elles le sont déjà, ou il n’y en a pas.");
        }

        if (request.IsReduction && !await HoldReducedAsync(titles.ConvertAll(title => title.Id), cancellationToken))
        {
            return new Refusal("Moved", "Un collègue vient d’annuler un bordereau de cette période : vérifiez la liste, puis recommencez.");
        }

        // Two at once take the same number; the database lets one pass, and the other comes again.
        var number = 1 + await db.TreasuryBordereaux.Where(row => row.Year == from.Year && row.IsReduction == request.IsReduction).MaxAsync(row => (int?)row.Number, cancellationToken) ?? 1;
        var bordereau = TreasuryBordereau.Of(from.Year, number, request.IsReduction, from, to, clock.Today, titles, clock.Now, user.UserId, user.DisplayName);
        db.TreasuryBordereaux.Add(bordereau);
        db.AuditEntries.Add(AuditEntry.Record(
            clock.Now, user.UserId, user.DisplayName, "bordereau.created", $"TreasuryBordereau:{from.Year}-{(request.IsReduction ? "R" : "")}{number}", null,
            $"{titles.Count} {(request.IsReduction ? "réductions" : "titres")}, {PriceSentences.Euros(bordereau.TotalCents)}"));
        await db.SaveChangesAsync(cancellationToken);
        return new BordereauCreated(bordereau.Id, number, request.IsReduction, titles.Count, withoutAddress);
    }

    // Locks the bordereaux of the reduced titles: whoever gives one of them up at this moment comes before or after, not between.
    private async Task<bool> HoldReducedAsync(List<long> notes, CancellationToken cancellationToken)
    {
        var reduced = db.TreasuryTitles.Where(title => !title.IsCancelled && db.Invoices.Any(note => notes.Contains(note.Id) && note.CorrectsInvoiceId == title.InvoiceId));
        var invoices = await db.Invoices.Where(note => notes.Contains(note.Id)).Select(note => note.CorrectsInvoiceId).Distinct().CountAsync(cancellationToken);
        await db.TreasuryBordereaux.Where(row => reduced.Any(title => title.BordereauId == row.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.CancelReason, row => row.CancelReason), cancellationToken);
        return await reduced.CountAsync(cancellationToken) == invoices;
    }
}

/// <summary>Gives a bordereau up on purpose, so that its invoices can go into another one. The Trésorerie must not take it.</summary>
[HarmlessForOwnFamily("all invoices of a period as they were issued")]
public sealed record CancelBordereau(long BordereauId, string? Reason) : ICommand<Done>
{
    // As for making one.
    public static Access Access => Access.Of(Roles.Accountant);
}

internal sealed class CancelBordereauValidator : AbstractValidator<CancelBordereau>
{
    public CancelBordereauValidator()
    {
        RuleFor(cancel => cancel.Reason).NotEmpty().WithMessage("Indiquez le motif.")
            .MaximumLength(TreasuryBordereau.ReasonMaxLength).WithMessage($"Le motif est trop long : {TreasuryBordereau.ReasonMaxLength} caractères au plus.");
    }
}

internal sealed class CancelBordereauHandler(IPortalDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<CancelBordereau, Done>
{
    public async Task<Outcome<Done>> Handle(CancelBordereau request, CancellationToken cancellationToken)
    {
        var reason = request.Reason!.Trim();
        var bordereaux = db.TreasuryBordereaux.Where(row => row.Id == request.BordereauId);
        if (await bordereaux.Where(row => row.CancelledAt == null).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.CancelledAt, clock.Now).SetProperty(row => row.CancelReason, reason), cancellationToken) == 0)
        {
            return await bordereaux.AnyAsync(cancellationToken) ? new Refusal("AlreadyCancelled", "Ce bordereau a déjà été annulé.") : Refusal.NotFound;
        }

        // The invoices would be handed over again at what is left of them, and be reduced a second time.
        if (await db.TreasuryTitles.AnyAsync(
            title => !title.IsCancelled && db.Invoices.Any(note => note.Id == title.InvoiceId
                && db.TreasuryTitles.Any(reduced => reduced.BordereauId == request.BordereauId && reduced.InvoiceId == note.CorrectsInvoiceId)),
            cancellationToken))
        {
            return new Refusal("Reduced", "Des avoirs sur ses factures sont dans un bordereau de réductions : annulez d’abord celui-là.");
        }

        await db.TreasuryTitles.Where(title => title.BordereauId == request.BordereauId).ExecuteUpdateAsync(set => set.SetProperty(title => title.IsCancelled, true), cancellationToken);
        db.AuditEntries.Add(AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, "bordereau.cancelled", $"TreasuryBordereau:{request.BordereauId}", null, reason));
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
