using FluentValidation;

namespace ClsPortal.Application.Shared;

/// <summary>Months that a person or an address names.</summary>
internal static class MonthValidation
{
    private const string NoMonth = "Indiquez un mois valable, par exemple 02-2019.";

    public static IRuleBuilderOptions<T, DateOnly> IsMonth<T>(this IRuleBuilder<T, DateOnly> rule) =>
        rule.Must(month => month.Year is >= 2000 and <= 2100).WithMessage(NoMonth);

    public static IRuleBuilderOptions<T, DateOnly?> IsMonth<T>(this IRuleBuilder<T, DateOnly?> rule) =>
        rule.Must(month => month is null or { Year: >= 2000 and <= 2100 }).WithMessage(NoMonth);
}
