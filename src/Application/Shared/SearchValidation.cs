using FluentValidation;

namespace ClsPortal.Application.Shared;

internal static class SearchValidation
{
    /// <summary>Screens cut what is longer (French.Searched); who asks without a screen is told.</summary>
    public static IRuleBuilderOptions<T, string?> SearchShortEnough<T>(this IRuleBuilder<T, string?> rule) =>
        rule.MaximumLength(100).WithMessage("La recherche est trop longue : 100 caractères au plus.");
}
