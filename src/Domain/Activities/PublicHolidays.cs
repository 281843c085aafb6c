namespace ClsPortal.Domain.Activities;

/// <summary>The eleven public holidays of metropolitan France (Code du travail, L3133-1).</summary>
public static class PublicHolidays
{
    /// <summary>The French name of the public holiday on <paramref name="date"/>, or null on any other day.</summary>
    public static string? NameOf(DateOnly date) =>
        (date.Month, date.Day) switch
        {
            (1, 1) => "Jour de l’an",
            (5, 1) => "Fête du travail",
            (5, 8) => "Victoire 1945",
            (7, 14) => "Fête nationale",
            (8, 15) => "Assomption",
            (11, 1) => "Toussaint",
            (11, 11) => "Armistice 1918",
            (12, 25) => "Noël",
            _ => (date.DayNumber - EasterSunday(date.Year).DayNumber) switch
            {
                1 => "Lundi de Pâques",
                39 => "Ascension",
                50 => "Lundi de Pentecôte",
                _ => null,
            },
        };

    /// <summary>True on a Monday to Friday that is no public holiday.</summary>
    public static bool IsWorkingDay(DateOnly date) => date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && NameOf(date) is null;

    /// <summary>The day reached by going <paramref name="workingDays"/> working days back from <paramref name="date"/>.</summary>
    public static DateOnly WorkingDaysBefore(DateOnly date, int workingDays) => Walk(date, workingDays, -1);

    /// <summary>The day reached by going <paramref name="workingDays"/> working days on from <paramref name="date"/>.</summary>
    public static DateOnly WorkingDaysAfter(DateOnly date, int workingDays) => Walk(date, workingDays, 1);

    private static DateOnly Walk(DateOnly date, int workingDays, int step)
    {
        while (workingDays > 0)
        {
            date = date.AddDays(step);
            if (IsWorkingDay(date))
            {
                workingDays--;
            }
        }

        return date;
    }

    // Anonymous Gregorian computus (Meeus, Jones and Butcher), valid for every year of the Gregorian calendar.
    private static DateOnly EasterSunday(int year)
    {
        var a = year % 19;
        var (b, c) = Math.DivRem(year, 100);
        var (d, e) = Math.DivRem(b, 4);
        var f = (b + 8) / 25;
        var g = (b - f + 1) / 3;
        var h = ((19 * a) + b - d - g + 15) % 30;
        var (i, k) = Math.DivRem(c, 4);
        var l = (32 + (2 * e) + (2 * i) - h - k) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var (month, day) = Math.DivRem(h + l - (7 * m) + 114, 31);
        return new DateOnly(year, month, day + 1);
    }
}
