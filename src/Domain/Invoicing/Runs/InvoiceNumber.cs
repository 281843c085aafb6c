using System.Globalization;

namespace ClsPortal.Domain.Invoicing;

/// <summary>
/// The guide's numbers read as series, year, sequence: <c>011900075</c> of 08-01-2019 is series <c>01</c>, year <c>19</c>, the
/// 75th; its 2018 numbers grow with their dates (00325, 00565, 00730, 00837) and 2019 starts over. So: two digits of the
/// series (a setting), two of the year of issue, then the place in that year, from 1, in five digits (more when a year needs
/// more). Credit notes take theirs from the same sequence.
/// </summary>
public static class InvoiceNumber
{
    /// <summary>Longest number, in characters.</summary>
    public const int MaxLength = 14;

    /// <summary>The series of the guide.</summary>
    public const string DefaultSeries = "01";

    /// <summary>Writes a number.</summary>
    public static string Of(string series, int year, int place) => string.Create(CultureInfo.InvariantCulture, $"{series}{year % 100:00}{place:00000}");
}

/// <summary>
/// The last number that was given in a series and year. It is raised in the transaction that issues, whose lock on the row makes
/// the next one wait: a number that was rolled back is given again, so that none is skipped and none given twice.
/// </summary>
public sealed class InvoiceSequence
{
    /// <summary>Two digits.</summary>
    public const int SeriesLength = 2;

    private InvoiceSequence() { }

    /// <summary>First two digits of its numbers.</summary>
    public string Series { get; private set; } = "";

    /// <summary>The year of issue.</summary>
    public int Year { get; private set; }

    /// <summary>The last place given, 0 for none.</summary>
    public int Last { get; private set; }

    /// <summary>Begins a year. A centre that comes from another program gives the last number of that.</summary>
    public static InvoiceSequence Begin(string series, int year, int last = 0) =>
        new()
        {
            Series = series,
            Year = year,
            Last = last,
        };
}
