using System.Text;
using ClsPortal.Application.Activities;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Families;

namespace ClsPortal.Infrastructure.Activities;

/// <summary>
/// The ministry's data set <c>fr-en-calendrier-scolaire</c> in its three forms, and the school years that come with the portal in
/// the same form. Its pitfalls: instants of Paris midnight in UTC, one row per academy, rows for teachers, an end that is the day of
/// return, one-day bridges whose end is their beginning, a summer whose end is not told.
/// </summary>
internal sealed class SchoolCalendarFiles(PortalTimeZone zone) : ISchoolCalendarFiles
{
    private const string Folder = "ClsPortal.Infrastructure.Activities.Data.";

    public IReadOnlyList<string> Shipped { get; } =
    [
        .. typeof(SchoolCalendarFiles)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..^".csv".Length])
            .Order(StringComparer.Ordinal),
    ];

    public CalendarFile? Read(ReadOnlyMemory<byte> content)
    {
        var text = Text(content);
        var rows = CalendarBudget.TooMuch(text) is not null
            ? null
            : text switch
            {
                ['[' or '{', ..] => CalendarRows.OfJson(text),
                _ when text.StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase) => CalendarRows.OfIcs(text),
                _ => CalendarRows.OfCsv(text),
            };
        return rows is null ? null : Sift([.. rows]);
    }

    public string? TooMuch(ReadOnlyMemory<byte> content) => CalendarBudget.TooMuch(Text(content));

    public CalendarFile ReadShipped(string? schoolYear)
    {
        var files = Shipped
            .Where(year => schoolYear is null || year == schoolYear)
            .Select(year =>
            {
                using var stream = typeof(SchoolCalendarFiles).Assembly.GetManifestResourceStream($"{Folder}{year}.csv")!;
                using var reader = new StreamReader(stream, Encoding.UTF8);
                return Sift([.. CalendarRows.OfCsv(reader.ReadToEnd())!]);
            })
            .ToList();
        return new CalendarFile([.. files.SelectMany(file => file.Periods)], 0, NamesNoZone: false);
    }

    private static string Text(ReadOnlyMemory<byte> content) => TextDecoder.Decode(content.Span)?.TrimStart() ?? "";

    private CalendarFile Sift(List<CalendarRow> rows)
    {
        var leftOut = 0;
        var found = new List<CalendarFilePeriod>();
        foreach (var row in rows)
        {
            var zones = row.Zones();
            if (
                row.IsForTeachers
                || row.Name() is not { } name
                || row.Day(row.Start, zone.Zone) is not { } first
                || (zones.Count == 0 && row.NamesAnotherPlace)
            )
            {
                leftOut++;
                continue;
            }

            var end = row.Day(row.End, zone.Zone);
            var isSupposed = (end is null || end <= first) && row.IsBeginOfSummer;
            var back =
                isSupposed ? new DateOnly(first.Year, 9, 1)
                : end is null || end <= first ? first.AddDays(1)
                : end.Value;
            found.AddRange((zones.Count == 0 ? [""] : zones).Select(letter => new CalendarFilePeriod(name, letter, first, back, isSupposed)));
        }

        if (found.Exists(period => period.Zone.Length > 0))
        {
            leftOut += found.RemoveAll(period => period.Zone.Length == 0);
        }

        // One row per academy: the dates that most of a zone's academies have are the zone's. A told return beats a supposed one.
        var periods = found
            .GroupBy(period => (period.Zone, period.Name, TargetPeriod.SchoolYearOf(period.FirstDay)))
            .Select(same => same.GroupBy(period => period).OrderBy(group => group.Key.IsReturnSupposed).ThenByDescending(group => group.Count()).First().Key)
            .OrderBy(period => period.Zone, StringComparer.Ordinal)
            .ThenBy(period => period.FirstDay)
            .ToList();
        return new CalendarFile(periods, leftOut, periods.Count > 0 && periods.TrueForAll(period => period.Zone.Length == 0));
    }
}
