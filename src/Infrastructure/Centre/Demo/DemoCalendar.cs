using ClsPortal.Domain.Activities;

namespace ClsPortal.Infrastructure.Centre;

/// <summary>Zone A, as the ministry published it; 2026-2027 winter and spring as announced.</summary>
internal static class DemoCalendar
{
    /// <summary>School years by the year they begin in.</summary>
    public static IReadOnlyList<HolidayPeriod> For(int startYear) =>
        startYear switch
        {
            2018 => Year(
                (2018, 10, 20),
                (2018, 11, 5),
                (2018, 12, 22),
                (2019, 1, 7),
                (2019, 2, 16),
                (2019, 3, 4),
                (2019, 4, 13),
                (2019, 4, 29),
                (2019, 7, 6),
                (2019, 9, 2)
            ),
            2025 => Year(
                (2025, 10, 18),
                (2025, 11, 3),
                (2025, 12, 20),
                (2026, 1, 5),
                (2026, 2, 7),
                (2026, 2, 23),
                (2026, 4, 4),
                (2026, 4, 20),
                (2026, 7, 4),
                (2026, 9, 1)
            ),
            2026 => Year(
                (2026, 10, 17),
                (2026, 11, 2),
                (2026, 12, 19),
                (2027, 1, 4),
                (2027, 2, 13),
                (2027, 3, 1),
                (2027, 4, 10),
                (2027, 4, 26),
                (2027, 7, 3),
                (2027, 9, 1)
            ),
            _ => throw new InvalidOperationException(
                $"Portal:Demo:Now falls in the school year {startYear}-{startYear + 1}: the demonstration knows 2018-2019, 2025-2026 and 2026-2027. Set "
                    + "Portal:Demo:Now to one of these, for example 2019-01-15T09:00."
            ),
        };

    /// <summary>A school year begins in September; its summer belongs to it.</summary>
    public static int SchoolYearOf(DateOnly date) => date.Month >= 9 ? date.Year : date.Year - 1;

    private static List<HolidayPeriod> Year(params (int Year, int Month, int Day)[] days)
    {
        string[] names = ["Vacances de la Toussaint", "Vacances de Noël", "Vacances d’hiver", "Vacances de printemps", "Vacances d’été"];
        return [.. names.Select((name, index) => HolidayPeriod.Create(name, "A", Day(days[2 * index]), Day(days[(2 * index) + 1])))];
    }

    private static DateOnly Day((int Year, int Month, int Day) day) => new(day.Year, day.Month, day.Day);
}
