using ClsPortal.Application.Common;
using ClsPortal.Domain.Administration;
using ClsPortal.Domain.Invoicing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Hands the invoices of a period to the Trésorerie: those that are in no other bordereau that counts.</summary>
public sealed record CreateBordereau(DateOnly? From, DateOnly? To) : ICommand<BordereauCreated>
{
    // Exports to the Trésorerie are the accountant's: SPEC, "Who may do what".
    public static Access Access => Access.Of(Roles.Accountant);
}

/// <param name="Id">Key of the bordereau.</param>
/// <param name="Number">Its number in the year.</param>
/// <param name="Titles">Invoices in it.</param>
/// <param name="WithoutAddress">Numbers of invoices that were left out, because street, post code or town is missing.</param>
public sealed record BordereauCreated(long Id, int Number, int Titles, IReadOnlyList<string> WithoutAddress);

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
        var rows = await (
            from invoice in db.Invoices
            join guardian in db.Guardians.Where(row => row.IsReferent) on invoice.FamilyId equals guardian.FamilyId into referents
            from referent in referents.DefaultIfEmpty()
            where invoice.Kind == InvoiceKind.Invoice && invoice.IssuedOn >= @from && invoice.IssuedOn <= to && invoice.TotalCents > invoice.CreditedCents
                && !db.TreasuryTitles.Any(title => title.InvoiceId == invoice.Id && !title.IsCancelled)
            orderby invoice.Number
            select new
            {
                invoice.Id, invoice.Number, Amount = invoice.TotalCents - invoice.CreditedCents, invoice.Addressee,
                LastName = referent == null ? "" : referent.LastName, FirstName = referent == null ? "" : referent.FirstName,
            }).ToListAsync(cancellationToken);
        var debtors = rows.Select(row => (Row: row, Debtor: Debtor.Read(row.LastName, row.FirstName, row.Addressee))).ToList();
        var titles = debtors.Where(line => line.Debtor is not null).Select(line => (line.Row.Id, line.Row.Amount, line.Debtor!)).ToList();
        List<string> withoutAddress = [.. debtors.Where(line => line.Debtor is null).Select(line => line.Row.Number)];
        if (titles.Count == 0)
        {
            return withoutAddress.Count == 0
                ? new Refusal("NothingToExport", "Aucune facture de cette période n’est à transmettre : elles le sont déjà, ou il n’y en a pas.")
                : new Refusal("NoAddress", $"Aucune facture de cette période n’a d’adresse complète (voie, code postal, ville) : {string.Join(", ", withoutAddress.Take(20))}.");
        }

        // Two at once take the same number; the database lets one pass, and the other comes again.
        var number = 1 + await db.TreasuryBordereaux.Where(row => row.Year == from.Year).MaxAsync(row => (int?)row.Number, cancellationToken) ?? 1;
        var bordereau = TreasuryBordereau.Of(from.Year, number, from, to, clock.Today, titles, clock.Now, user.UserId, user.DisplayName);
        db.TreasuryBordereaux.Add(bordereau);
        db.AuditEntries.Add(AuditEntry.Record(
            clock.Now, user.UserId, user.DisplayName, "bordereau.created", $"TreasuryBordereau:{from.Year}-{number}", null, $"{titles.Count} titres, {bordereau.TotalCents} c"));
        await db.SaveChangesAsync(cancellationToken);
        return new BordereauCreated(bordereau.Id, number, titles.Count, withoutAddress);
    }
}

/// <summary>Gives a bordereau up on purpose, so that its invoices can go into another one. The Trésorerie must not take it.</summary>
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

        await db.TreasuryTitles.Where(title => title.BordereauId == request.BordereauId).ExecuteUpdateAsync(set => set.SetProperty(title => title.IsCancelled, true), cancellationToken);
        db.AuditEntries.Add(AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, "bordereau.cancelled", $"TreasuryBordereau:{request.BordereauId}", null, reason));
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
