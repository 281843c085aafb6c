using ClsPortal.Application.Enrolment;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

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
    private readonly Dictionary<DateOnly, EventCallback<MouseEventArgs>> _clicks = [];

    /// <summary>The same for the same date, always. The second of a double click is none: it would take back what the first asked for, unseen.</summary>
    public EventCallback<MouseEventArgs> Of(DateOnly date)
    {
        if (!_clicks.TryGetValue(date, out var click))
        {
            click = new(
                receiver,
                (MouseEventArgs with) => with.Detail <= 1 && month()?.Days.FirstOrDefault(day => day.Date == date) is { } day ? act(day) : Task.CompletedTask
            );
            _clicks[date] = click;
        }

        return click;
    }
}
