using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
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
    public static Permission Access => Permission.Of(Roles.Accountant);
}

/// <param name="Id">Key of the bordereau.</param>
/// <param name="Number">Its number in the year.</param>
/// <param name="IsReduction">It holds credit notes.</param>
/// <param name="Titles">Invoices or credit notes in it.</param>
/// <param name="LeftOut">What was left out, because it cannot stand in the file yet.</param>
public sealed record BordereauCreated(long Id, int Number, bool IsReduction, int Titles, IReadOnlyList<LeftOut> LeftOut);

/// <param name="Number">Of the invoice or credit note.</param>
/// <param name="FamilyName">Without the word « Famille ».</param>
/// <param name="Reason">What is missing; French.</param>
public sealed record LeftOut(string Number, string FamilyName, string Reason);

internal sealed class CreateBordereauValidator : AbstractValidator<CreateBordereau>
{
    public CreateBordereauValidator()
    {
        RuleFor(create => create.From).NotNull().WithMessage("Indiquez la première date d’émission.");
        RuleFor(create => create.To)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .WithMessage("Indiquez la dernière date d’émission.")
            .Must((create, to) => create.From is null || to >= create.From)
            .WithMessage("La date « au » doit être le même jour que la date « du » ou après elle.")
            .Must((create, to) => create.From is null || to!.Value.Year == create.From.Value.Year)
            .WithMessage("Un bordereau ne porte que sur un exercice : choisissez deux dates de la même année.");
    }
}

internal sealed class CreateBordereauHandler(IInvoicingDb db, ICurrentUser user, CentreClock clock, TreasuryDesk desk)
    : ICommandHandler<CreateBordereau, BordereauCreated>
{
    private const int MostNamed = 20;

    public async Task<Outcome<BordereauCreated>> Handle(CreateBordereau request, CancellationToken cancellationToken)
    {
        if (await desk.CurrentAsync(cancellationToken) is not { } codes)
        {
            return new Refusal(
                "NotConfigured",
                "Les codes de la collectivité ne sont pas réglés : indiquez-les dans « Codes de la Trésorerie », ou utilisez l’export CSV ou XLSX."
            );
        }

        var (from, to) = (request.From!.Value, request.To!.Value);
        await LockInvoicesAsync(from, to, cancellationToken);
        var rows = await (request.IsReduction ? db.ReductionsToHandOver() : db.InvoicesToHandOver())
            .Where(row => row.IssuedOn >= from && row.IssuedOn <= to)
            .OrderBy(row => row.Number)
            .ToListAsync(cancellationToken);
        var (titles, leftOut) = Sort(rows, request.IsReduction, from.Year);
        if (titles.Count == 0)
        {
            return leftOut.Count > 0
                ? new Refusal(
                    "Incomplete",
                    $"{(request.IsReduction ? "Aucun avoir" : "Aucune facture")} de cette période ne peut encore être "
                        + $"transmis{(request.IsReduction ? "" : "e")} : {Named(leftOut)}."
                )
                : new Refusal(
                    "NothingToExport",
                    request.IsReduction
                        ? "Aucun avoir de cette période n’est à transmettre : ils le sont déjà, ou leurs factures ne le sont pas encore."
                        : "Aucune facture de cette période n’est à transmettre : elles le sont déjà, elles sont réglées, ou il n’y en a pas."
                );
        }

        if (request.IsReduction && !await HoldReducedAsync(titles.ConvertAll(title => title.InvoiceId), cancellationToken))
        {
            return new Refusal("Moved", "Un collègue vient d’annuler un bordereau de cette période : vérifiez la liste, puis recommencez.");
        }

        // Two at once take the same number; the database lets one pass, and the other comes again.
        var number =
            1
                + await db
                    .TreasuryBordereaux.Where(row => row.Year == from.Year && row.IsReduction == request.IsReduction)
                    .MaxAsync(row => (int?)row.Number, cancellationToken)
            ?? 1;
        var bordereau = TreasuryBordereau.Of(
            new(from.Year, number, request.IsReduction),
            from,
            to,
            clock.Today,
            titles,
            new(clock.Now, user.UserId, user.DisplayName),
            codesId: codes.Id
        );
        db.TreasuryBordereaux.Add(bordereau);
        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                "bordereau.created",
                $"TreasuryBordereau:{from.Year}-{(request.IsReduction ? "R" : "")}{number}",
                null,
                $"{titles.Count} {(request.IsReduction ? "réduction" : "titre")}{(titles.Count == 1 ? "" : "s")}, {PriceSentences.Euros(bordereau.TotalCents)}"
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        return new BordereauCreated(bordereau.Id, number, request.IsReduction, titles.Count, leftOut);
    }

    // What is due is read under the locks that payments and credit notes take as well: each comes before and is deducted, or after and finds the title.
    private Task<int> LockInvoicesAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        db
            .Invoices.Where(row =>
                row.Kind == InvoiceKind.Invoice
                && row.IssuedOn >= from
                && row.IssuedOn <= to
                && !db.TreasuryTitles.Any(title => title.InvoiceId == row.Id && !title.IsCancelled)
            )
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.PaidCents, row => row.PaidCents), cancellationToken);

    private static (List<TitleToIssue> Titles, List<LeftOut> LeftOut) Sort(List<ToHandOver> rows, bool isReduction, int year)
    {
        List<TitleToIssue> titles = [];
        List<LeftOut> leftOut = [];
        foreach (var row in rows)
        {
            // « Si 02 02 06 ExerRat = Exer du flux » : a title of a closed year is not reduced by this file.
            if (isReduction && row.TitleYear != year)
            {
                leftOut.Add(new LeftOut(row.Number, row.FamilyName, $"son titre est de l’exercice {row.TitleYear}, la Trésorerie l’annule par un mandat"));
            }
            else if (TreasuryDebtor.Of(row.Debtor) is { } debtor)
            {
                titles.Add(new TitleToIssue(row.Id, row.Cents, row.CreditedCents, debtor));
            }
            else
            {
                leftOut.Add(new LeftOut(row.Number, row.FamilyName, string.Join(", ", TreasuryDebtor.FlawsOf(row.Debtor).Select(flaw => flaw.Sentence()))));
            }
        }

        return (titles, leftOut);
    }

    private static string Named(List<LeftOut> leftOut) =>
        string.Join(" ; ", leftOut.Take(MostNamed).Select(line => $"{line.Number}, famille {line.FamilyName} ({line.Reason})"))
        + (leftOut.Count > MostNamed ? "…" : "");

    // Locks the bordereaux of the reduced titles: whoever gives one of them up at this moment comes before or after, not between.
    private async Task<bool> HoldReducedAsync(List<long> notes, CancellationToken cancellationToken)
    {
        var reduced = db.TreasuryTitles.Where(title =>
            !title.IsCancelled && db.Invoices.Any(note => notes.Contains(note.Id) && note.CorrectsInvoiceId == title.InvoiceId)
        );
        var invoices = await db.Invoices.Where(note => notes.Contains(note.Id)).Select(note => note.CorrectsInvoiceId).Distinct().CountAsync(cancellationToken);
        await db
            .TreasuryBordereaux.Where(row => reduced.Any(title => title.BordereauId == row.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.CancelReason, row => row.CancelReason), cancellationToken);
        return await reduced.CountAsync(cancellationToken) == invoices;
    }
}
