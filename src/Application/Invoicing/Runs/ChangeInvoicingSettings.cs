using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Saves a new version. <paramref name="Seen"/> is the version that was on the screen: a colleague's change is not overwritten unseen.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record ChangeInvoicingSettings(int Seen, InvoicingTerms Terms) : ICommand<Done>
{
    // As for reading them.
    public static Permission Access => Permission.Of(Roles.Accountant);
}

internal sealed class ChangeInvoicingSettingsValidator : AbstractValidator<ChangeInvoicingSettings>
{
    public ChangeInvoicingSettingsValidator()
    {
        RuleFor(change => change.Terms.Series).Matches("^[0-9]{2}$").WithMessage("Indiquez deux chiffres, par exemple 01.").OverridePropertyName("Series");
        RuleFor(change => change.Terms.DueDays)
            .InclusiveBetween(0, InvoicingSettings.MostDueDays)
            .WithMessage($"Indiquez un délai entre 0 et {InvoicingSettings.MostDueDays} jours.")
            .OverridePropertyName("DueDays");
        RuleFor(change => change.Terms.MinimumCents)
            .InclusiveBetween(0, InvoicingSettings.MostMinimumCents)
            .WithMessage("Indiquez un montant de 0 à 200 €, par exemple 15,00 ; 0 facture tout.")
            .OverridePropertyName("MinimumCents");
        RuleFor(change => change.Terms.IssuerName)
            .NotEmpty()
            .WithMessage("Indiquez qui facture.")
            .MaximumLength(InvoicingSettings.NameMaxLength)
            .WithMessage($"{InvoicingSettings.NameMaxLength} caractères au plus.")
            .OverridePropertyName("IssuerName");
        RuleFor(change => change.Terms.TreasuryName)
            .NotEmpty()
            .WithMessage("Indiquez à qui payer.")
            .MaximumLength(InvoicingSettings.NameMaxLength)
            .WithMessage($"{InvoicingSettings.NameMaxLength} caractères au plus.")
            .OverridePropertyName("TreasuryName");
        RuleFor(change => change.Terms.IssuerAddress)
            .MaximumLength(InvoicingSettings.TextMaxLength)
            .WithMessage($"{InvoicingSettings.TextMaxLength} caractères au plus.")
            .OverridePropertyName("IssuerAddress");
        RuleFor(change => change.Terms.TreasuryAddress)
            .NotEmpty()
            .WithMessage("Indiquez l’adresse : elle figure sur le talon.")
            .MaximumLength(InvoicingSettings.TextMaxLength)
            .WithMessage($"{InvoicingSettings.TextMaxLength} caractères au plus.")
            .OverridePropertyName("TreasuryAddress");
        RuleFor(change => change.Terms.PayFipNumber)
            .Matches("^([0-9]{6})?$")
            .WithMessage("Indiquez les six chiffres que le Trésor public vous a donnés, ou laissez vide.")
            .OverridePropertyName("PayFipNumber");
        RuleFor(change => change.Terms.PaymentText)
            .MaximumLength(InvoicingSettings.TextMaxLength)
            .WithMessage($"{InvoicingSettings.TextMaxLength} caractères au plus.")
            .OverridePropertyName("PaymentText");
    }
}

internal sealed class ChangeInvoicingSettingsHandler(IInvoicingDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<ChangeInvoicingSettings, Done>
{
    public async Task<Outcome<Done>> Handle(ChangeInvoicingSettings request, CancellationToken cancellationToken)
    {
        var current = await db
            .InvoicingSettings.OrderByDescending(settings => settings.Id)
            .Select(settings => new { settings.Id, settings.ChangedByName })
            .FirstOrDefaultAsync(cancellationToken);
        if ((current?.Id ?? 0) != request.Seen)
        {
            return new Refusal("ChangedMeanwhile", $"{current!.ChangedByName} a changé ces réglages entre-temps : rechargez la page.");
        }

        db.InvoicingSettings.Add(InvoicingSettings.Version(request.Terms, clock.Now, user.UserId, user.DisplayName));
        db.AuditEntries.Add(AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, "invoicing.settings", "InvoicingSettings"));
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
