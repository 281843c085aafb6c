using System.Globalization;
using System.Text.RegularExpressions;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Application.Families;

/// <summary>What the dates of a column say of the order in which they are written.</summary>
/// <param name="DayFirst">At least one can only be day, month, year.</param>
/// <param name="MonthFirst">At least one can only be month, day, year: an American export.</param>
internal sealed record DateOrder(bool DayFirst, bool MonthFirst)
{
    public static DateOrder Unknown { get; } = new(false, false);

    public static DateOrder Of(IEnumerable<string> typed)
    {
        var (dayFirst, monthFirst) = (false, false);
        foreach (var text in typed)
        {
            if (TypedDate.Numbers(text) is { Sign: not ".", First: var first, Second: var second })
            {
                dayFirst |= first > TypedDate.Months && second <= TypedDate.Months;
                monthFirst |= second > TypedDate.Months && first <= TypedDate.Months;
            }
        }

        return new DateOrder(dayFirst, monthFirst);
    }
}

/// <summary>Dates as people and programs write them: the sure ones are taken, those that can be read in two ways are not.</summary>
internal static partial class TypedDate
{
    public const int Months = 12;
    private const int DaysBetweenEpochs = 1462;
    private const int FirstSoundDay = 61;

    private static readonly string[] MonthStarts =
    [
        "JANV",
        "JAN",
        "FEVR",
        "FEV",
        "FEB",
        "MARS",
        "MAR",
        "AVR",
        "APR",
        "MAI",
        "MAY",
        "JUIN",
        "JUN",
        "JUIL",
        "JUL",
        "AOUT",
        "AUG",
        "SEPT",
        "SEP",
        "OCT",
        "NOV",
        "DEC",
    ];

    private static readonly int[] MonthNumbers = [1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 11, 12];

    private static readonly string[] MonthNames =
    [
        "JANVIER",
        "FEVRIER",
        "MARS",
        "AVRIL",
        "MAI",
        "JUIN",
        "JUILLET",
        "AOUT",
        "SEPTEMBRE",
        "OCTOBRE",
        "NOVEMBRE",
        "DECEMBRE",
        "JANUARY",
        "FEBRUARY",
        "MARCH",
        "APRIL",
        "MAY",
        "JUNE",
        "JULY",
        "AUGUST",
        "SEPTEMBER",
        "OCTOBER",
        "NOVEMBER",
        "DECEMBER",
    ];

    /// <summary>The day, or in French what is wrong.</summary>
    public static (DateOnly? Day, string Error) Read(string typed, DateOrder order, DateOnly today, bool countsFrom1904 = false)
    {
        var text = PastedText.Code(typed);
        if (TimeBehind().Match(text) is { Success: true } time)
        {
            // Midnight of another zone is another day here.
            if (time.Groups["zone"].Success && time.Groups["hour"].Value.Any(sign => sign is >= '1' and <= '9'))
            {
                return (null, "Cette date porte une heure d’un autre fuseau : écrivez le jour seul, comme 25/10/2011.");
            }

            text = text[..time.Index].TrimEnd(' ', ',');
        }

        return Numbers(text) is { } numbers ? OfNumbers(numbers, order, today)
            : YearFirst().Match(text) is { Success: true } iso ? Day(Number(iso, "y"), Number(iso, "m"), Number(iso, "d"))
            : EightDigits().IsMatch(text) ? OfDigits(text)
            : Serial().Match(text) is { Success: true } serial ? OfSerial(Number(serial, "days"), countsFrom1904)
            : OfWords(SearchKey.Of(text), today);
    }

    internal static (int First, int Second, string Year, string Sign)? Numbers(string typed) =>
        ThreeNumbers().Match(PastedText.Code(typed)) is { Success: true } match
            ? (Number(match, "a"), Number(match, "b"), match.Groups["y"].Value, match.Groups["s"].Value)
            : null;

    private static (DateOnly? Day, string Error) OfNumbers((int First, int Second, string Year, string Sign) date, DateOrder order, DateOnly today)
    {
        var year = Year(date.Year, today);
        if (date.Second > Months && date.First is >= 1 and <= Months)
        {
            return (null, $"Le mois est écrit avant le jour : écrivez {date.Second:00}/{date.First:00}/{year}.");
        }

        // With points between, the day comes first everywhere.
        var isOpen = date.Sign != "." && date.First is >= 1 and <= Months && date.Second is >= 1 and <= Months && date.First != date.Second;
        if (isOpen && (order.MonthFirst || (date.Year.Length == 2 && !order.DayFirst)))
        {
            return (
                null,
                $"Cette date se lit de deux façons ({Words(year, date.Second, date.First)} ou {Words(year, date.First, date.Second)}) : "
                    + "écrivez le mois en lettres, ou l’année d’abord, comme 2011-10-25."
            );
        }

        return Day(year, date.Second, date.First);
    }

    // Years of this century, as far as they have come.
    private static int Year(string typed, DateOnly today) =>
        int.Parse(typed, CultureInfo.InvariantCulture) is var year && typed.Length > 2 ? year
        : year <= today.Year % 100 ? today.Year / 100 * 100 + year
        : (today.Year / 100 * 100) - 100 + year;

    // At most one of both orders gives a year that a family knows.
    private static (DateOnly? Day, string Error) OfDigits(string text) =>
        text.StartsWith("19", StringComparison.Ordinal) || text.StartsWith("20", StringComparison.Ordinal)
            ? Day(Int(text[..4]), Int(text[4..6]), Int(text[6..])) is { Day: not null } day
                ? day
                : Day(Int(text[4..]), Int(text[2..4]), Int(text[..2]))
            : Day(Int(text[4..]), Int(text[2..4]), Int(text[..2]));

    // A day whose cell lost its format comes as the number of days that spreadsheets keep.
    private static (DateOnly? Day, string Error) OfSerial(int days, bool countsFrom1904) =>
        days < FirstSoundDay ? (null, Unread) : (DateOnly.FromDateTime(DateTime.FromOADate(days + (countsFrom1904 ? DaysBetweenEpochs : 0))), "");

    private static (DateOnly? Day, string Error) OfWords(string key, DateOnly today)
    {
        int? month = null;
        var isSure = false;
        List<string> numbers = [];
        foreach (var word in key.Split(' ').SelectMany(word => Parts().Matches(word).Select(match => match.Value)))
        {
            if (char.IsAsciiDigit(word[0]))
            {
                numbers.Add(word);
            }
            else if (MonthOf(word) is { } named && !isSure)
            {
                (month, isSure) = (named, !IsWeekday(word));
            }
            else if (!IsWeekday(word) && word is not ("ER" or "LE" or "DE" or "TH" or "ST" or "ND" or "RD"))
            {
                return (null, Unread);
            }
        }

        if (month is not { } found || numbers.Count != 2)
        {
            return (null, Unread);
        }

        var (day, year) = numbers[0].Length == 4 ? (numbers[1], numbers[0]) : (numbers[0], numbers[1]);
        return day.Length > 2 || year.Length is not (2 or 4) ? (null, Unread) : Day(Year(year, today), found, Int(day));
    }

    private const string Unread = "Cette date ne se lit pas : écrivez-la comme 25/10/2011.";

    private static int? MonthOf(string word) =>
        Array.IndexOf(MonthNames, word) is >= 0 and var name ? (name % Months) + 1
        : Array.IndexOf(MonthStarts, word) is >= 0 and var start ? MonthNumbers[start]
        : null;

    // « mar. 25 oct. 2016 » is a Tuesday; alone, MAR is a month.
    private static bool IsWeekday(string word) =>
        word
            is "LUNDI"
                or "MARDI"
                or "MERCREDI"
                or "JEUDI"
                or "VENDREDI"
                or "SAMEDI"
                or "DIMANCHE"
                or "LUN"
                or "MAR"
                or "MER"
                or "JEU"
                or "VEN"
                or "SAM"
                or "DIM";

    private static (DateOnly? Day, string Error) Day(int year, int month, int day) =>
        year is < 1900 or > 2200 || month is < 1 or > Months || day < 1 ? (null, Unread)
        : day > DateTime.DaysInMonth(year, month) ? (null, $"Ce jour n’existe pas : {Words(year, month, day)}.")
        : (new DateOnly(year, month, day), "");

    /// <summary>« 1er janvier 2016 ».</summary>
    public static string InWords(DateOnly date) => Words(date.Year, date.Month, date.Day);

    private static string Words(int year, int month, int day) =>
        $"{(day == 1 ? "1er" : day.ToString(CultureInfo.InvariantCulture))} {CultureInfo.GetCultureInfo("fr-FR").DateTimeFormat.GetMonthName(month)} {year}";

    private static int Int(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static int Number(Match match, string group) => Int(match.Groups[group].Value);

    [GeneratedRegex(
        @"^(?<a>[0-9]{1,2})\s*(?<s>[/.\- ])\s*(?<b>[0-9]{1,2})\s*\k<s>\s*(?<y>[0-9]{4}|[0-9]{2})$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 200
    )]
    private static partial Regex ThreeNumbers();

    [GeneratedRegex(
        @"^(?<y>[0-9]{4})[/.\-](?<m>[0-9]{1,2})[/.\-](?<d>[0-9]{1,2})$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 200
    )]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^[0-9]{8}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex EightDigits();

    [GeneratedRegex(@"^(?<days>[0-9]{5})([.,][0-9]+)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Serial();

    [GeneratedRegex(
        @"[ T,]+(à )?(?<hour>[0-9]{1,2}[:hH][0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?)( ?[AaPp]\.?[Mm]\.?)?(?<zone> ?(Z|UTC|GMT|[+\-][0-9]{2}:?[0-9]{2}))?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 200
    )]
    private static partial Regex TimeBehind();

    [GeneratedRegex(@"[0-9]+|[^0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Parts();
}
