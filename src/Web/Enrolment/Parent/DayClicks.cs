using ClsPortal.Application.Enrolment;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Enrolment.Parent;

/// <summary>
/// What a click on a day does, one delegate a date for as long as the page lives: a new one at each rendering would be sent to the browser as a
/// change of each day of the month, ten times what a click changes.
/// </summary>
/// <param name="receiver">Drawn again after a click.</param>
/// <param name="month">The month as it is shown at the time of the click.</param>
/// <param name="act">Done with the day.</param>
public sealed class DayClicks(IHandleEvent receiver, Func<CalendarMonth?> month, Func<CalendarDay, Task> act)
{
    private readonly Dictionary<DateOnly, EventCallback> _clicks = [];

    /// <summary>The same for the same date, always.</summary>
    public EventCallback Of(DateOnly date)
    {
        if (!_clicks.TryGetValue(date, out var click))
        {
            click = new EventCallback(receiver, () => month()?.Days.FirstOrDefault(day => day.Date == date) is { } day ? act(day) : Task.CompletedTask);
            _clicks[date] = click;
        }

        return click;
    }
}
