using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>What waits for the Trésorerie and cannot stand in its file yet: who owes it is not known, or not in its letters.</summary>
public sealed record ListDebtorsToComplete : IQuery<DebtorsToComplete>
{
    // Exports to the Trésorerie are the accountant's: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Accountant);
}

/// <param name="Lines">By family.</param>
/// <param name="Total">Of all invoices and credit notes that wait for it; more than the lines hold when there are very many.</param>
public sealed record DebtorsToComplete(IReadOnlyList<DebtorToComplete> Lines, int Total);

/// <param name="FamilyId">Key of the family.</param>
/// <param name="FamilyName">Without the word « Famille ».</param>
/// <param name="InvoiceIds">Its invoices and credit notes with the same debtor.</param>
/// <param name="Numbers">Their numbers.</param>
/// <param name="Addressee">What is printed on them.</param>
/// <param name="Missing">What is missing; French.</param>
/// <param name="Known">What is known of the debtor.</param>
/// <param name="Today">The référent of today with today's address: to be taken only by a person who knows that it is the same debt.</param>
/// <param name="Confidential">What must not be told to whom; null for nothing.</param>
public sealed record DebtorToComplete(
    int FamilyId, string FamilyName, IReadOnlyList<long> InvoiceIds, IReadOnlyList<string> Numbers, string Addressee, IReadOnlyList<string> Missing,
        DebtorForm Known, DebtorForm Today,
    string? Confidential = null);

/// <summary>A debtor as it is typed.</summary>
public sealed record DebtorForm(string Civility, string LastName, string FirstName, string Complement, string Street, string Locality, string PostCode, string Town)
{
    public static DebtorForm Of(Debtor debtor) => new(
        debtor.Civility, debtor.LastName, debtor.FirstName, debtor.Address.Complement, debtor.Address.Street, debtor.Address.Locality, debtor.Address.PostCode, debtor.Address.Town);

    public Debtor ToDebtor() => new(Civility, LastName, FirstName, new PostalAddress(Complement.Trim(), Street.Trim(), Locality.Trim(), PostCode.Trim(), Town.Trim()));
}

internal sealed class ListDebtorsToCompleteHandler(IPortalDb db, ConfidentialLooks looks, ICurrentUser user) : IQueryHandler<ListDebtorsToComplete, DebtorsToComplete>
{
    private const int MostLines = 100;

    public async Task<Outcome<DebtorsToComplete>> Handle(ListDebtorsToComplete request, CancellationToken cancellationToken)
    {
        List<ToHandOver> flawed = [];
        foreach (var source in new[] { db.InvoicesToHandOver(), db.ReductionsToHandOver() })
        {
            await foreach (var row in source.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                if (TreasuryDebtor.Of(row.Debtor) is null)
                {
                    flawed.Add(row);
                }
            }
        }

        var lines = flawed.GroupBy(row => (row.FamilyId, row.FamilyName, row.Addressee, row.Debtor)).OrderBy(group => SearchKey.Of(group.Key.FamilyName), StringComparer.Ordinal).Take(MostLines).ToList();
        var families = lines.ConvertAll(line => line.Key.FamilyId);
        var hidden = await looks.HiddenAsync(families, cancellationToken);
        if (!await looks.RecordAsync(Looks.Treasury, hidden, cancellationToken))
        {
            return Refusal.Busy;
        }

        var referents = await db.Guardians.AsNoTracking().Where(guardian => guardian.IsReferent && families.Contains(guardian.FamilyId)).ToDictionaryAsync(guardian => guardian.FamilyId, cancellationToken);
        var notices = await ConfidentialNotices.OfAsync(db, families, cancellationToken);
        return new DebtorsToComplete(
            [.. lines.Where(line => !user.IsOwn(line.Key.FamilyId)).Select(line =>
                Line([.. line], line.Key.Debtor, referents.GetValueOrDefault(line.Key.FamilyId)) with { Confidential = notices.Line(line.Key.FamilyId) })],
            flawed.Count);
    }

    private static DebtorToComplete Line(List<ToHandOver> rows, Debtor? debtor, Guardian? referent)
    {
        var nobody = new DebtorForm("", "", "", "", "", "", "", "");
        return new DebtorToComplete(
            rows[0].FamilyId, rows[0].FamilyName, [.. rows.Select(row => row.Id)], [.. rows.Select(row => row.Number)], rows[0].Addressee,
            [.. TreasuryDebtor.FlawsOf(debtor).Select(flaw => flaw.Sentence())], debtor is null ? nobody : DebtorForm.Of(debtor),
            referent is null ? nobody : DebtorForm.Of(HandOver.DebtorOf(referent.Civility, referent.LastName, referent.FirstName, referent.Address, referent.PostalCode, referent.Town)));
    }
}

/// <summary>The accountant says who owes invoices that the Trésorerie has not got yet. What is printed on them stays as it is.</summary>
public sealed record EnterDebtor(int FamilyId, IReadOnlyList<long> InvoiceIds, DebtorForm Debtor) : ICommand<Done>, IConcernsFamily
{
    // As for the list.
    public static Permission Access => Permission.Of(Roles.Accountant);
}

internal sealed class EnterDebtorValidator : AbstractValidator<EnterDebtor>
{
    private static readonly (string Field, Func<DebtorForm, string> Value)[] Written =
    [
        (nameof(DebtorForm.LastName), form => form.LastName), (nameof(DebtorForm.FirstName), form => form.FirstName), (nameof(DebtorForm.Complement), form => form.Complement),
        (nameof(DebtorForm.Street), form => form.Street), (nameof(DebtorForm.Locality), form => form.Locality), (nameof(DebtorForm.Town), form => form.Town),
    ];

    public EnterDebtorValidator()
    {
        RuleFor(enter => enter.InvoiceIds).NotEmpty().WithMessage("Choisissez au moins une facture.");
        RuleFor(enter => enter.Debtor.Civility).Must(Debtor.Civilities.Contains).WithMessage("Choisissez Mme ou M. : la Trésorerie ne prend rien d’autre.").OverridePropertyName(nameof(DebtorForm.Civility));
        RuleFor(enter => enter.Debtor.LastName).NotEmpty().WithMessage("Indiquez le nom.").OverridePropertyName(nameof(DebtorForm.LastName));
        RuleFor(enter => enter.Debtor.FirstName).NotEmpty().WithMessage("Indiquez le prénom.").OverridePropertyName(nameof(DebtorForm.FirstName));
        RuleFor(enter => enter.Debtor.Street).NotEmpty().WithMessage("Indiquez le numéro et la voie.").OverridePropertyName(nameof(DebtorForm.Street));
        RuleFor(enter => enter.Debtor.PostCode).Matches("^[0-9]{5}$").WithMessage("Indiquez 5 chiffres ; 99999 pour une adresse à l’étranger, dont le code s’écrit alors devant la commune.")
            .OverridePropertyName(nameof(DebtorForm.PostCode));
        RuleFor(enter => enter.Debtor.Town).NotEmpty().WithMessage("Indiquez la commune.").OverridePropertyName(nameof(DebtorForm.Town));
        foreach (var (field, value) in Written)
        {
            RuleFor(enter => value(enter.Debtor)).Must(TreasuryText.Holds).WithMessage("Écrivez-le en lettres latines : le fichier de la Trésorerie n’en connaît pas d’autres.").OverridePropertyName(field);
            RuleFor(enter => value(enter.Debtor)).Must(text => TreasuryText.Of(text).Length <= TreasuryDebtor.PartMaxLength)
                .WithMessage($"{TreasuryDebtor.PartMaxLength} caractères au plus : abrégez, ou continuez sur la ligne du dessous.").OverridePropertyName(field);
        }
    }
}

internal sealed class EnterDebtorHandler(IPortalDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<EnterDebtor, Done>
{
    public async Task<Outcome<Done>> Handle(EnterDebtor request, CancellationToken cancellationToken)
    {
        var invoices = await db.Invoices.AsTracking().Where(row => request.InvoiceIds.Contains(row.Id) && row.FamilyId == request.FamilyId).ToListAsync(cancellationToken);
        if (invoices.Count != request.InvoiceIds.Distinct().Count())
        {
            return Refusal.NotFound;
        }

        if (await db.TreasuryTitles.AnyAsync(title => request.InvoiceIds.Contains(title.InvoiceId) && !title.IsCancelled, cancellationToken))
        {
            return new Refusal("HandedOver", "Une de ces factures vient d’être transmise à la Trésorerie : rechargez la page.");
        }

        invoices.ForEach(invoice => invoice.Owe(request.Debtor.ToDebtor()));
        db.AuditEntries.Add(AuditEntry.Record(
            clock.Now, user.UserId, user.DisplayName, "invoice.debtor", $"Family:{request.FamilyId}", request.FamilyId, string.Join(", ", invoices.Select(invoice => invoice.Number))));
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
