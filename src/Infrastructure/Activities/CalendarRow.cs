using System.Globalization;
using System.Text.RegularExpressions;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Infrastructure.Activities;

/// <summary>One line of the ministry's data set, as it is written.</summary>
internal sealed partial record CalendarRow(string Description, string Population, string Start, string End, string Location, string ZoneText)
{
    public bool IsForTeachers =>
        Population.Contains("nseignant", StringComparison.OrdinalIgnoreCase)
        || Description.Contains("nseignant", StringComparison.OrdinalIgnoreCase)
        || Description.Contains("prérentrée", StringComparison.OrdinalIgnoreCase);

    public bool IsBeginOfSummer => Description.Contains("été", StringComparison.OrdinalIgnoreCase);

    /// <summary>Corsica and overseas have calendars of their own.</summary>
    public bool NamesAnotherPlace => ZoneText.Trim().Length > 0 || Location.Trim().Length > 0;

    /// <summary>The zones A, B and C that the line names: in the data set « Zone A », in the ICS « Zones A/B/C » after the title.</summary>
    public IReadOnlyList<string> Zones()
    {
        var named = NamedZones().Match(ZoneText.Length > 0 ? ZoneText : $"{Description} ");
        return named.Success
            ? [.. named.Groups["zones"].Value.ToUpperInvariant().Where(letter => letter is 'A' or 'B' or 'C').Select(letter => letter.ToString()).Distinct()]
            : [];
    }

    /// <summary>As the portal writes it; null for lines that are no holidays, such as the first day of school.</summary>
    public string? Name()
    {
        var title = NamedZones().Replace(Description, "").Trim(' ', '-', '–').Replace('\'', '’');
        if (title.StartsWith("Début des vacances", StringComparison.OrdinalIgnoreCase))
        {
            title = title["Début des ".Length..];
        }

        if (
            title.StartsWith("Fin des vacances", StringComparison.OrdinalIgnoreCase)
            || !(title.StartsWith("Vacances", StringComparison.OrdinalIgnoreCase) || title.StartsWith("Pont", StringComparison.OrdinalIgnoreCase))
        )
        {
            return null;
        }

        return title
            .Replace("d’Hiver", "d’hiver", StringComparison.Ordinal)
            .Replace("d’Été", "d’été", StringComparison.Ordinal)
            .Replace("de Printemps", "de printemps", StringComparison.Ordinal);
    }

    /// <summary>The day on French clocks: an instant is turned, a bare date is taken as it is.</summary>
    public DateOnly? Day(string text, TimeZoneInfo zone)
    {
        if (DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyyMMdd", "dd/MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? zone.DateOf(instant.UtcDateTime)
            : null;
    }

    [GeneratedRegex(
        @"\bZones?\s+(?<zones>[ABC](\s*[/,]?\s*[ABC])*)(?!\w)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 200
    )]
    private static partial Regex NamedZones();
}
