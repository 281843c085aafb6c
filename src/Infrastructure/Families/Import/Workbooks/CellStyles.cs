using System.Globalization;
using System.Text.RegularExpressions;
using ExcelNumberFormat;

namespace ClsPortal.Infrastructure.Families;

/// <summary>Writes a number as the workbook shows it: with its noughts in front, as a date, as a telephone number.</summary>
internal sealed partial class CellStyles
{
    private const int MostFormatLength = 255;
    private const int DaysBetweenEpochs = 1462;
    private const double FirstSoundDay = 61;
    private const double LastDay = 2_958_465;
    private const double MostDigits = 1e15;
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    // Formats that every workbook knows without naming them; dates of the machine are written in full.
    private static readonly Dictionary<int, string> Known = new()
    {
        [1] = "0",
        [2] = "0.00",
        [3] = "#,##0",
        [4] = "#,##0.00",
        [9] = "0%",
        [10] = "0.00%",
        [11] = "0.00E+00",
        [12] = "# ?/?",
        [13] = "# ??/??",
        [14] = "dd/mm/yyyy",
        [15] = "d-mmm-yy",
        [16] = "d-mmm",
        [17] = "mmm-yy",
        [18] = "h:mm AM/PM",
        [19] = "h:mm:ss AM/PM",
        [20] = "h:mm",
        [21] = "h:mm:ss",
        [22] = "dd/mm/yyyy h:mm",
        [37] = "#,##0;-#,##0",
        [38] = "#,##0;-#,##0",
        [39] = "#,##0.00;-#,##0.00",
        [40] = "#,##0.00;-#,##0.00",
        [41] = "#,##0",
        [42] = "#,##0",
        [43] = "#,##0.00",
        [44] = "#,##0.00",
        [45] = "mm:ss",
        [46] = "[h]:mm:ss",
        [47] = "mm:ss.0",
        [48] = "##0.0E+0",
    };

    private readonly List<int> _formatOfStyle = [];
    private readonly Dictionary<int, string> _formats = [];
    private readonly Dictionary<int, Shown?> _shown = [];
    private readonly bool _countsFrom1904;

    public CellStyles(Stream? part, bool countsFrom1904, ReadingBudget budget)
    {
        _countsFrom1904 = countsFrom1904;
        if (part is null)
        {
            return;
        }

        using var reader = new PartReader(part, budget);
        while (reader.NextElement())
        {
            if (reader.Name == "numFmt" && Number(reader, "numFmtId") is { } id && reader.Attribute("formatCode") is { Length: <= MostFormatLength } code)
            {
                _formats[id] = code;
            }
            else if (reader.Name == "cellXfs" && !reader.IsEmpty)
            {
                var depth = reader.Depth;
                while (reader.NextWithin(depth))
                {
                    if (reader.Name == "xf")
                    {
                        _formatOfStyle.Add(Number(reader, "numFmtId") ?? 0);
                    }
                }
            }
        }
    }

    /// <summary>A number as the cell of that style shows it.</summary>
    public string Show(double number, int style)
    {
        var id = style >= 0 && style < _formatOfStyle.Count ? _formatOfStyle[style] : 0;
        if (!_shown.TryGetValue(id, out var shown))
        {
            _shown[id] = shown = FormatOf(id);
        }

        return shown is null ? Plain(number)
            : shown.IsDate ? Date(number, shown)
            : Formatted(number, shown);
    }

    // A spreadsheet leaves digits out where the column is narrow: those that the file has are the right ones.
    private static string Plain(double number) => number.ToString(Math.Abs(number) < MostDigits ? "0.##########" : "0.##############E+0", French);

    private static string Formatted(object value, Shown shown)
    {
        try
        {
            return shown.Format.Format(value, French).Trim();
        }
        catch (Exception exception)
            when (exception is FormatException or ArgumentException or OverflowException or InvalidOperationException or IndexOutOfRangeException)
        {
            // The library does not know every format that is written.
            return value is double number ? Plain(number) : ((DateTime)value).ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);
        }
    }

    private string Date(double number, Shown shown)
    {
        var days = number + (_countsFrom1904 ? DaysBetweenEpochs : 0);
        if (days is < 0 or > LastDay)
        {
            return "########";
        }

        // Spreadsheets believe in a 29 February 1900.
        var date = DateTime.FromOADate(days < FirstSoundDay ? days + 1 : days);
        return !shown.IsWholeDay
            ? Formatted(date, shown)
            : date.ToString(shown.HasHours && date.TimeOfDay > TimeSpan.Zero ? "dd/MM/yyyy HH:mm" : "dd/MM/yyyy", CultureInfo.InvariantCulture);
    }

    private Shown? FormatOf(int id)
    {
        // What Asian editions add shows a day in full.
        var code =
            _formats.GetValueOrDefault(id)
            ?? Known.GetValueOrDefault(id)
            ?? (id is (>= 27 and <= 31) or 36 or (>= 50 and <= 54) or 57 or 58 ? "dd/mm/yyyy" : null);
        if (code is null || code.Length == 0 || string.Equals(code, "General", StringComparison.OrdinalIgnoreCase) || code == "@")
        {
            return null;
        }

        // A number of family « 1,301 » is no other than 1301: what parts the thousands is for the eye.
        var format = new NumberFormat(code.Replace("#,##0", "0", StringComparison.Ordinal));
        if (!format.IsValid)
        {
            return null;
        }

        var signs = NotShown().Replace(code.Split(';')[0], "").ToUpperInvariant();
        return new Shown(format, format.IsDateTimeFormat, signs.Contains('Y') && signs.Contains('M') && signs.Contains('D'), signs.Contains('H'));
    }

    private static int? Number(PartReader reader, string attribute) =>
        int.TryParse(reader.Attribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // Texts, escaped signs and what stands in brackets.
    [GeneratedRegex("\"[^\"]*\"|\\\\.|_.|\\*.|\\[[^\\]]*\\]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex NotShown();

    private sealed record Shown(NumberFormat Format, bool IsDate, bool IsWholeDay, bool HasHours);
}
