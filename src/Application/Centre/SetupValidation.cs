using ClsPortal.Application.Shared;
using ClsPortal.Domain.Centre;
using FluentValidation;

namespace ClsPortal.Application.Centre;

/// <summary>Rules that several screens of the set-up share.</summary>
internal static class SetupValidation
{
    public static IRuleBuilderOptions<T, string> NameGiven<T>(this IRuleBuilder<T, string> rule, int longest) =>
        rule.Must(name => !string.IsNullOrWhiteSpace(name))
            .WithMessage("Indiquez un nom.")
            .MaximumLength(longest)
            .WithMessage($"Ce nom est trop long : {longest} caractères au plus.");

    public static IRuleBuilderOptions<T, string> PhoneGiven<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(phone => phone is { Length: <= CentreProfile.PhoneMaxLength } && PhoneNumber.Of(phone) is not null)
            .WithMessage("Indiquez un numéro de téléphone, par exemple 03.86.47.86.12.");

    public static IRuleBuilderOptions<T, string> EmailGiven<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(email => email is { Length: <= CentreProfile.EmailMaxLength } && EmailAddress.Of(email) is not null)
            .WithMessage("Indiquez une adresse e-mail, par exemple accueil@commune.fr.");
}
