using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ClsPortal.Web.Enrolment.Staff;

public sealed partial class BookOnBehalfForm
{
    private static readonly string[] Fields = ["Series.From", "Series.To", "Reason"];

    private int _childId;
    private int _activityId;
    private DateOnly? _from;
    private DateOnly? _to;
    private int? _outbound;
    private int? _return;
    private string? _reason;
    private bool _isBusy;
    private IReadOnlyList<Refusal> _refusals = [];
    private FiledPlaces? _result;

    [Parameter, EditorRequired]
    public FamilyDesk Desk { get; set; } = default!;

    [Parameter]
    public EventCallback OnBooked { get; set; }

    private IReadOnlyList<CalendarStop> Stops => Desk.Activities.FirstOrDefault(activity => activity.Id == _activityId)?.Stops ?? [];

    protected override void OnInitialized()
    {
        _activityId = Desk.Activities.Count > 0 ? Desk.Activities[0].Id : 0;
        _from = _to = Today.Date.AddDays(1);
    }

    protected override void OnParametersSet()
    {
        // A child who came, or who left meanwhile.
        if (Desk.Children.All(child => child.Id != _childId))
        {
            _childId = Desk.Children.Count > 0 ? Desk.Children[0].Id : 0;
        }
    }

    private async Task BookAsync()
    {
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        try
        {
            var series = new Series(_from ?? default, _to ?? default, Weekdays.All);
            var outcome = await Sender.SendAsync(new BookOnBehalf(_childId, _activityId, series, _outbound, _return, _reason));
            _refusals = outcome.Refusals;
            _result = outcome.IsRefused ? null : outcome.Value;
            await OnBooked.InvokeAsync();
        }
        finally
        {
            _isBusy = false;
        }
    }
}
