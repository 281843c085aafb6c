using ClsPortal.Application.Activities;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ClsPortal.Web.Activities.Staff.Calendar;

public sealed partial class ClosureForm
{
    private static readonly string[] Fields = ["Days.From", "Days.To", "Reason"];

    private DateOnly? _from;
    private DateOnly? _to;
    private int _activityId;
    private string _reason = "";
    private bool _isBusy;
    private ClosurePreview? _preview;
    private DaysClosed? _closed;
    private IReadOnlyList<Refusal> _refusals = [];

    [Parameter, EditorRequired]
    public IReadOnlyList<ActivityName> Activities { get; set; } = [];

    [Parameter]
    public EventCallback OnClosed { get; set; }

    private ClosedDays Days => new(_from ?? default, _to ?? default, _activityId == 0 ? null : _activityId);

    protected override void OnInitialized() => _from = _to = Today.Date.AddDays(1);

    // What is confirmed is what was shown.
    private void Forget() => (_preview, _closed) = (null, null);

    private Task PreviewAsync() =>
        BusyAsync(async () =>
        {
            Forget();
            var outcome = await Sender.SendAsync(new PreviewClosure(Days));
            _refusals = outcome.Refusals;
            _preview = outcome.IsRefused ? null : outcome.Value;
        });

    private Task CloseAsync(ClosurePreview preview) =>
        BusyAsync(async () =>
        {
            var outcome = await Sender.SendAsync(new CloseDays(Days, _reason, preview.Stamp));
            _refusals = outcome.Refusals;
            if (!outcome.IsRefused)
            {
                (_preview, _closed, _reason) = (null, outcome.Value, "");
                await OnClosed.InvokeAsync();
            }
            else if (outcome.Refusal.Field is null)
            {
                var again = await Sender.SendAsync(new PreviewClosure(Days));
                _preview = again.IsRefused ? null : again.Value;
            }
        });

    private async Task BusyAsync(Func<Task> work)
    {
        _isBusy = true;
        try
        {
            await work();
        }
        finally
        {
            _isBusy = false;
        }
    }
}
