using System.Globalization;
using System.Text.Json;
using CsvHelper;
using CalendarOfIcs = Ical.Net.Calendar;

namespace ClsPortal.Infrastructure.Activities;

/// <summary>The three forms in which the ministry hands the calendar out. Null: the text is not of that form.</summary>
internal static class CalendarRows
{
    // Field names and the labels that the site's own CSV carries instead.
    private static readonly string[] DescriptionNames = ["description"];
    private static readonly string[] StartNames = ["start_date", "date de début", "date de debut"];
    private static readonly string[] EndNames = ["end_date", "date de fin"];

    public static IReadOnlyList<CalendarRow>? OfCsv(string text)
    {
        // The separator, comma or semicolon, is found by the reader itself.
        using var csv = CsvReader.FromText(text, new CsvReaderOptions { TrimWhitespace = true });
        var at = csv
            .Headers.Select((name, index) => (Name: name.Trim().ToLowerInvariant(), index))
            .GroupBy(pair => pair.Name)
            .ToDictionary(same => same.Key, same => same.First().index, StringComparer.Ordinal);
        if (!DescriptionNames.Any(at.ContainsKey) || !StartNames.Any(at.ContainsKey))
        {
            return null;
        }

        var rows = new List<CalendarRow>();
        while (csv.Read())
        {
            rows.Add(
                new CalendarRow(
                    Field(DescriptionNames),
                    Field("population"),
                    Field(StartNames),
                    Field(EndNames),
                    Field("location", "académies", "academies"),
                    Field("zones", "zone")
                )
            );
        }

        return rows;

        string Field(params string[] named) => named.Where(at.ContainsKey).Select(name => csv.GetString(at[name])).FirstOrDefault() ?? "";
    }

    public static IReadOnlyList<CalendarRow>? OfJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            var rows =
                root.ValueKind == JsonValueKind.Array ? root
                : root.TryGetProperty("results", out var results) ? results
                : root.TryGetProperty("records", out var records) ? records
                : default;
            if (rows.ValueKind != JsonValueKind.Array)
            {
                return null;
            }

            // The older interface wraps each line in "fields".
            List<CalendarRow> found =
            [
                .. rows.EnumerateArray()
                    .Where(row => row.ValueKind == JsonValueKind.Object)
                    .Select(row => row.TryGetProperty("fields", out var fields) && fields.ValueKind == JsonValueKind.Object ? fields : row)
                    .Select(row => new CalendarRow(
                        Text(row, "description"),
                        Text(row, "population"),
                        Text(row, "start_date"),
                        Text(row, "end_date"),
                        Text(row, "location"),
                        Text(row, "zones")
                    )),
            ];
            return found.Exists(row => row.Description.Length > 0 && row.Start.Length > 0) ? found : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static IReadOnlyList<CalendarRow>? OfIcs(string text)
    {
        try
        {
            return CalendarOfIcs.Load(text) is { } calendar
                ?
                [
                    .. calendar
                        .Events.Where(e => e.Start is not null && e.Summary is not null)
                        .Select(e => new CalendarRow(e.Summary!, "", Day(e.Start!), End(e) is { } end ? Day(end) : "", "", "")),
                ]
                : null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The library has no exception of its own for a text that is none.
            return null;
        }
    }

    // Some programs write how long it lasts.
    private static Ical.Net.DataTypes.CalDateTime? End(Ical.Net.CalendarComponents.CalendarEvent e) =>
        e.End ?? (e.Duration is { } lasts ? e.Start!.Add(lasts) : null);

    /// <summary>
    /// An instant in UTC is one; any other hour is that of a clock on a French wall, whatever its zone is called (<c>Customized Time Zone</c>).
    /// </summary>
    private static string Day(Ical.Net.DataTypes.CalDateTime day) =>
        day is { HasTime: true, IsUtc: true }
            ? new DateTimeOffset(day.AsUtc, TimeSpan.Zero).ToString("O", CultureInfo.InvariantCulture)
            : day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
