using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Shared;
using FluentValidation;

namespace ClsPortal.Application.Activities;

/// <summary>A period as it should be.</summary>
/// <param name="Id">The period that is there; null for a new one.</param>
/// <param name="Name">Such as « Vacances d’hiver ».</param>
/// <param name="FirstDay">First day without school.</param>
/// <param name="ReturnDay">The day of return.</param>
public sealed record TargetPeriod(int? Id, string Name, DateOnly FirstDay, DateOnly ReturnDay)
{
    /// <summary>The school year, by the year it begins in; its summer belongs to it.</summary>
    public int SchoolYear => SchoolYearOf(FirstDay);

    public static int SchoolYearOf(DateOnly date) => date.Month >= 9 ? date.Year : date.Year - 1;

    internal string Key => KeyOf(Name, SchoolYear);

    internal static string KeyOf(string name, int schoolYear) => $"{schoolYear}:{SearchKey.Of(name.Replace('’', '\''))}";
}

/// <summary>
/// A whole school calendar as it should be. Whatever the screen did (file, shipped year, one period by hand), this is what is shown and carried out.
/// </summary>
public sealed record CalendarTarget(string Zone, IReadOnlyList<TargetPeriod> Periods)
{
    public const int Most = 300;

    /// <summary>
    /// The current periods with those of a file: periods of the same name and school year move, others are new, and a period of
    /// a school year that the file holds, but not the period, goes.
    /// </summary>
    public static CalendarTarget Merge(string zone, IReadOnlyList<TargetPeriod> current, IEnumerable<CalendarFilePeriod> file)
    {
        var read = file.Where(period => period.Zone == zone).Select(period => new TargetPeriod(null, period.Name, period.FirstDay, period.ReturnDay)).ToList();
        var years = read.Select(period => period.SchoolYear).ToHashSet();
        var known = current.DistinctBy(period => period.Key).ToDictionary(period => period.Key, period => period.Id, StringComparer.Ordinal);
        var byFirstDay = current.ToDictionary(period => period.FirstDay, period => period.Id);
        return new CalendarTarget(
            zone,
            [
                .. current
                    .Where(period => !years.Contains(period.SchoolYear))
                    .Concat(read.Select(period => period with { Id = known.GetValueOrDefault(period.Key) ?? byFirstDay.GetValueOrDefault(period.FirstDay) }))
                    .OrderBy(period => period.FirstDay),
            ]
        );
    }
}

internal sealed class CalendarTargetValidator : AbstractValidator<CalendarTarget>
{
    public CalendarTargetValidator()
    {
        RuleFor(target => target.Zone).Must(zone => zone is "A" or "B" or "C").WithMessage("Choisissez la zone scolaire A, B ou C.");
        RuleFor(target => target.Periods)
            .Must(periods => periods.Count <= CalendarTarget.Most)
            .WithMessage($"Un calendrier compte {CalendarTarget.Most} périodes au plus.");
        RuleFor(target => target.Periods)
            .Custom(
                (periods, context) =>
                {
                    foreach (var period in periods)
                    {
                        if (string.IsNullOrWhiteSpace(period.Name) || period.Name.Length > HolidayPeriod.NameMaxLength)
                        {
                            context.AddFailure(
                                "Name",
                                $"Indiquez un nom de {HolidayPeriod.NameMaxLength} caractères au plus, par exemple « Vacances d’hiver »."
                            );
                        }

                        if (period.FirstDay.Year is < 2000 or > 2100)
                        {
                            context.AddFailure("FirstDay", "Indiquez le premier jour sans école, par exemple 16-02-2019.");
                        }
                        else if (period.ReturnDay <= period.FirstDay || period.ReturnDay.DayNumber - period.FirstDay.DayNumber > 120)
                        {
                            context.AddFailure("ReturnDay", "Le jour de la reprise vient après le premier jour de vacances, de quatre mois au plus.");
                        }
                    }

                    foreach (
                        var (first, second) in periods.OrderBy(period => period.FirstDay).Pairs().Where(pair => pair.Second.FirstDay < pair.First.ReturnDay)
                    )
                    {
                        context.AddFailure("FirstDay", $"« {first.Name} » et « {second.Name} » se chevauchent.");
                    }
                }
            );
    }
}

internal static class CalendarPairs
{
    public static IEnumerable<(T First, T Second)> Pairs<T>(this IEnumerable<T> items)
    {
        using var items2 = items.GetEnumerator();
        if (!items2.MoveNext())
        {
            yield break;
        }

        var before = items2.Current;
        while (items2.MoveNext())
        {
            yield return (before, items2.Current);
            before = items2.Current;
        }
    }
}
