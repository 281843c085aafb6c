using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

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
        (nameof(DebtorForm.LastName), form => form.LastName),
        (nameof(DebtorForm.FirstName), form => form.FirstName),
        (nameof(DebtorForm.Complement), form => form.Complement),
        (nameof(DebtorForm.Street), form => form.Street),
        (nameof(DebtorForm.Locality), form => form.Locality),
        (nameof(DebtorForm.Town), form => form.Town),
    ];

    public EnterDebtorValidator()
    {
        RuleFor(enter => enter.InvoiceIds).NotEmpty().WithMessage("Choisissez au moins une facture.");
        RuleFor(enter => enter.Debtor.Civility)
            .Must(Debtor.Civilities.Contains)
            .WithMessage("Choisissez Mme ou M. : la Trésorerie ne prend rien d’autre.")
            .OverridePropertyName(nameof(DebtorForm.Civility));
        RuleFor(enter => enter.Debtor.LastName).NotEmpty().WithMessage("Indiquez le nom.").OverridePropertyName(nameof(DebtorForm.LastName));
        RuleFor(enter => enter.Debtor.FirstName).NotEmpty().WithMessage("Indiquez le prénom.").OverridePropertyName(nameof(DebtorForm.FirstName));
        RuleFor(enter => enter.Debtor.Street).NotEmpty().WithMessage("Indiquez le numéro et la voie.").OverridePropertyName(nameof(DebtorForm.Street));
        RuleFor(enter => enter.Debtor.PostCode)
            .Matches("^[0-9]{5}$")
            .WithMessage("Indiquez 5 chiffres ; 99999 pour une adresse à l’étranger, dont le code s’écrit alors devant la commune.")
            .OverridePropertyName(nameof(DebtorForm.PostCode));
        RuleFor(enter => enter.Debtor.Town).NotEmpty().WithMessage("Indiquez la commune.").OverridePropertyName(nameof(DebtorForm.Town));
        foreach (var (field, value) in Written)
        {
            RuleFor(enter => value(enter.Debtor))
                .Must(TreasuryText.Holds)
                .WithMessage("Écrivez-le en lettres latines : le fichier de la Trésorerie n’en connaît pas d’autres.")
                .OverridePropertyName(field);
            RuleFor(enter => value(enter.Debtor))
                .Must(text => TreasuryText.Of(text).Length <= TreasuryDebtor.PartMaxLength)
                .WithMessage($"{TreasuryDebtor.PartMaxLength} caractères au plus : abrégez, ou continuez sur la ligne du dessous.")
                .OverridePropertyName(field);
        }
    }
}

internal sealed class EnterDebtorHandler(IInvoicingDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<EnterDebtor, Done>
{
    public async Task<Outcome<Done>> Handle(EnterDebtor request, CancellationToken cancellationToken)
    {
        var invoices = await db
            .Invoices.AsTracking()
            .Where(row => request.InvoiceIds.Contains(row.Id) && row.FamilyId == request.FamilyId)
            .ToListAsync(cancellationToken);
        if (invoices.Count != request.InvoiceIds.Distinct().Count())
        {
            return Refusal.NotFound;
        }

        if (await db.TreasuryTitles.AnyAsync(title => request.InvoiceIds.Contains(title.InvoiceId) && !title.IsCancelled, cancellationToken))
        {
            return new Refusal("HandedOver", "Une de ces factures vient d’être transmise à la Trésorerie : rechargez la page.");
        }

        invoices.ForEach(invoice => invoice.Owe(request.Debtor.ToDebtor()));
        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                "invoice.debtor",
                $"Family:{request.FamilyId}",
                request.FamilyId,
                string.Join(", ", invoices.Select(invoice => invoice.Number))
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
