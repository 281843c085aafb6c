using System.Globalization;
using ClsPortal.Application.Activities;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ClsPortal.Web.Activities.Staff;

public sealed partial class WindowFields
{
    private static readonly (string Name, DayOfWeek Day)[] ClosingDays =
    [
        ("lundi", DayOfWeek.Monday),
        ("mardi", DayOfWeek.Tuesday),
        ("mercredi", DayOfWeek.Wednesday),
        ("jeudi", DayOfWeek.Thursday),
        ("vendredi", DayOfWeek.Friday),
        ("samedi", DayOfWeek.Saturday),
        ("dimanche", DayOfWeek.Sunday),
    ];

    [Parameter, EditorRequired]
    public ActivityFormState State { get; set; } = default!;

    [Parameter, EditorRequired]
    public IReadOnlyList<HolidayChoice> Holidays { get; set; } = [];

    [Parameter]
    public IReadOnlyList<Refusal> Refusals { get; set; } = [];

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private static string F(int index, string field) => $"Draft.Windows[{index}].{field}";

    private Task Changed() => OnChanged.InvokeAsync();

    private Task AddAsync(BookingWindowKind kind)
    {
        State.Windows.Add(
            new WindowState
            {
                Kind = kind,
                CoversFrom = State.From,
                CoversTo = State.To,
            }
        );
        return Changed();
    }

    private Task RemoveAsync(WindowState window)
    {
        State.Windows.Remove(window);
        return Changed();
    }

    // A stay usually begins on the first Monday of the holidays.
    private Task ChooseAsync(WindowState window, ChangeEventArgs change)
    {
        window.HolidayPeriodId = int.TryParse(change.Value as string, CultureInfo.InvariantCulture, out var id) ? id : null;
        if (Holidays.FirstOrDefault(holiday => holiday.Id == window.HolidayPeriodId) is { } chosen)
        {
            window.StayStart = chosen.FirstDay.AddDays(((int)DayOfWeek.Monday - (int)chosen.FirstDay.DayOfWeek + 7) % 7);
        }

        return Changed();
    }
}
