using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using FluentValidation;

namespace ClsPortal.Application.Enrolment;

/// <summary>The dates of the multi-date form: du, au, lundi … dimanche.</summary>
public sealed record Series(DateOnly From, DateOnly To, Weekdays Weekdays)
{
    /// <summary>A school year and its summer; more is a slip of the keyboard.</summary>
    public const int LongestDays = 400;

    public IEnumerable<DateOnly> Dates()
    {
        for (var date = From; date <= To; date = date.AddDays(1))
        {
            if (Weekdays.Includes(date))
            {
                yield return date;
            }
        }
    }
}

internal sealed class SeriesValidator : AbstractValidator<Series>
{
    public SeriesValidator()
    {
        RuleFor(series => series.From)
            .Must(date => date.Year is >= 2000 and <= 2100)
            .WithMessage("Indiquez une date de début valable, par exemple 05-02-2019.");
        RuleFor(series => series.To)
            .Must(date => date.Year is >= 2000 and <= 2100)
            .WithMessage("Indiquez une date de fin valable, par exemple 26-02-2019.")
            .GreaterThanOrEqualTo(series => series.From)
            .WithMessage("La date « au » doit être le même jour que la date « du » ou après elle.")
            .Must((series, to) => to < series.From || to.DayNumber - series.From.DayNumber <= Series.LongestDays)
            .WithMessage("La période est trop longue : choisissez une année scolaire au plus.");
        RuleFor(series => series.Weekdays).Must(days => (days & Weekdays.All) != Weekdays.None).WithMessage("Cochez au moins un jour de la semaine.");
    }
}

internal static class EnrolmentValidation
{
    public static IRuleBuilderOptions<T, string?> ShortEnough<T>(this IRuleBuilder<T, string?> rule) =>
        rule.MaximumLength(EnrolmentRequest.NoteMaxLength).WithMessage($"Le message est trop long : {EnrolmentRequest.NoteMaxLength} caractères au plus.");

    public static IRuleBuilderOptions<T, string?> ReasonShortEnough<T>(this IRuleBuilder<T, string?> rule) =>
        rule.MaximumLength(EnrolmentRequest.ReasonMaxLength).WithMessage($"Le motif est trop long : {EnrolmentRequest.ReasonMaxLength} caractères au plus.");
}
