using ClsPortal.Application.Enrolment;
using ClsPortal.Web.Invoicing;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ClsPortal.Web.Enrolment.Parent;

public sealed partial class MonthCalendar
{
    private static readonly (string Brief, string Name)[] Headers =
    [
        ("lun.", "lundi"),
        ("mar.", "mardi"),
        ("mer.", "mercredi"),
        ("jeu.", "jeudi"),
        ("ven.", "vendredi"),
        ("sam.", "samedi"),
        ("dim.", "dimanche"),
    ];

    private ElementReference _table;
    private IJSObjectReference? _module;

    [Parameter, EditorRequired]
    public CalendarMonth Month { get; set; } = default!;

    [Parameter, EditorRequired]
    public DayClicks Clicks { get; set; } = default!;

    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    /// <summary>The day whose answer is awaited.</summary>
    [Parameter]
    public DateOnly? Busy { get; set; }

    private (CalendarMonth Month, DateOnly Today, DateOnly? Busy)? _drawn;

    // Its parent is drawn again for much that is not the month.
    protected override bool ShouldRender()
    {
        if (_drawn is { } drawn && ReferenceEquals(drawn.Month, Month) && (drawn.Today, drawn.Busy) == (Today, Busy))
        {
            return false;
        }

        _drawn = (Month, Today, Busy);
        return true;
    }

    protected override void OnParametersSet() => _drawn ??= (Month, Today, Busy);

    // One day of the month can be reached by Tab: today, or the first that can be clicked.
    private DateOnly Focused =>
        Month.Days.FirstOrDefault(day => day.Date == Today)?.Date ?? Month.Days.FirstOrDefault(day => day.CanClick)?.Date ?? Month.Days[0].Date;

    // A weekday on which nothing happens in the month leaves its room to the others.
    private bool IsQuiet(int column) =>
        Month.Days.All(day => ((int)day.Date.DayOfWeek + 6) % 7 != column || (day.State == CalendarDayState.NoSession && day.Others.Count == 0));

    private List<(string Name, string Days)> Others =>
        [
            .. Month
                .Days.SelectMany(day => day.Others, (day, other) => (Name: other, day.Date))
                .GroupBy(other => other.Name, StringComparer.CurrentCulture)
                .Select(group => (group.Key, string.Join(", ", group.Select(other => other.Date.ToString("ddd d", French.Culture))))),
        ];

    private IEnumerable<CalendarDay?[]> Weeks
    {
        get
        {
            var before = ((int)Month.Month.DayOfWeek + 6) % 7;
            var cells = Enumerable.Repeat<CalendarDay?>(null, before).Concat(Month.Days).ToList();
            cells.AddRange(Enumerable.Repeat<CalendarDay?>(null, (7 - (cells.Count % 7)) % 7));
            return cells.Chunk(7);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = await Script.InvokeAsync<IJSObjectReference>("import", "./Enrolment/Parent/MonthCalendar.razor.js");
            await _module.InvokeVoidAsync("attach", _table);
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_module is not null)
        {
            try
            {
                await _module.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The browser is gone and its module with it.
            }
        }
    }

    /// <summary>« 1 place disponible », « 27 places disponibles ».</summary>
    public static string Places(int left) =>
        left switch
        {
            0 => "0 place disponible",
            1 => "1 place disponible",
            _ => $"{left} places disponibles",
        };
}
