using ClsPortal.Domain.Invoicing;
using FluentValidation;

namespace ClsPortal.Application.Invoicing;

internal static class TariffValidation
{
    public static void MakeSense<T>(this IRuleBuilder<T, TariffTerms> rule) =>
        rule.Custom(
            (terms, context) =>
            {
                if (terms.Fault() is { } fault)
                {
                    context.AddFailure(new FluentValidation.Results.ValidationFailure(fault, Sentence(fault)));
                }
            }
        );

    private static string Sentence(string fault) =>
        fault switch
        {
            nameof(TariffTerms.Bands) => "Les tranches doivent se suivre, de la plus basse à la plus haute, et la dernière doit rester ouverte (« au-delà »).",
            nameof(TariffTerms.RatePercent) => "Indiquez un taux entre 0 et 100 %, par exemple 1,2.",
            nameof(TariffTerms.CeilingCents) => "Indiquez un plafond, au moins égal au plancher.",
            nameof(TariffTerms.MealCents) => "Indiquez le prix du repas, ou laissez vide ; une activité qui est elle-même un repas n’en ajoute pas.",
            nameof(TariffTerms.SecondChildPercent) or nameof(TariffTerms.ThirdChildPercent) => "Indiquez une réduction entre 0 et 100 %.",
            nameof(TariffTerms.OutsidePercent) => "Indiquez une majoration entre 0 et 1000 %.",
            _ => "Indiquez un montant entre 0 et 10 000 €, par exemple 12,50.",
        };
}
