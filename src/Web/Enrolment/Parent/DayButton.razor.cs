using System.Globalization;
using ClsPortal.Application.Enrolment;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Enrolment.Parent;

/// <summary>
/// One day of the month. A component of its own, so that a click draws one day and not thirty-one, and so that a page keeps each day once: what was
/// drawn twice is kept twice.
/// </summary>
public sealed partial class DayButton
{
    // Its words are the same strings for all.
    private static readonly DateTimeFormatInfo Names = French.Culture.DateTimeFormat;
    private static readonly string[] Months = [.. Names.MonthNames.Select(month => $"{month}.")];

    private (CalendarDay Day, bool IsToday, bool IsFocused, bool IsBusy)? _drawn;

    [Parameter, EditorRequired]
    public CalendarDay Day { get; set; } = default!;

    [Parameter, EditorRequired]
    public bool IsToday { get; set; }

    /// <summary>The one day of the month that Tab reaches.</summary>
    [Parameter, EditorRequired]
    public bool IsFocused { get; set; }

    /// <summary>True while the answer to a click on it is awaited.</summary>
    [Parameter, EditorRequired]
    public bool IsBusy { get; set; }

    [Parameter, EditorRequired]
    public DayClicks Clicks { get; set; } = default!;

    protected override void OnParametersSet() => _drawn ??= Now;

    // Remembered when it is drawn: a browser says only later that it has shown it, and meanwhile the day may be as it was before.
    protected override bool ShouldRender()
    {
        if (IsDrawn())
        {
            return false;
        }

        _drawn = Now;
        return true;
    }

    private (CalendarDay Day, bool IsToday, bool IsFocused, bool IsBusy) Now => (Day, IsToday, IsFocused, IsBusy);

    // The month that was read again has other lists with the same words.
    private bool IsDrawn() =>
        _drawn is { } drawn
        && (drawn.IsToday, drawn.IsFocused, drawn.IsBusy) == (IsToday, IsFocused, IsBusy)
        && drawn.Day with { Others = Day.Others } == Day
        && drawn.Day.Others.SequenceEqual(Day.Others, StringComparer.Ordinal);
}
