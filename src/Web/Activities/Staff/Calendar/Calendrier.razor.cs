using ClsPortal.Application.Activities;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Activities.Staff.Calendar;

public sealed partial class Calendrier
{
    private static readonly string[] Fields = ["Content", "Target.Name", "Target.FirstDay", "Target.ReturnDay"];

    private CalendarTarget? _target;
    private CalendarTarget? _undo;
    private CalendarPreview? _preview;
    private bool _isBusy;
    private ElementReference _previewPlace;
    private IReadOnlyList<string> _notes = [];
    private IReadOnlyList<Refusal> _refusals = [];

    [PersistentState]
    public SchoolCalendarPage? Shown { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (Shown is null)
        {
            await LoadAsync();
        }
    }

    private async Task LoadAsync() => Shown = (await Sender.SendAsync(new GetSchoolCalendar())).Value;

    private async Task ReadAsync(ReadCalendarFile read)
    {
        Forget();
        var outcome = await Sender.SendAsync(read);
        _refusals = outcome.Refusals;
        if (!outcome.IsRefused)
        {
            await PreviewAsync(outcome.Value.Target, outcome.Value.Notes);
        }
    }

    private async Task PreviewAsync(CalendarTarget target, IReadOnlyList<string> notes)
    {
        Forget();
        var outcome = await Sender.SendAsync(new PreviewCalendar(target));
        _refusals = outcome.Refusals;
        if (!outcome.IsRefused)
        {
            (_target, _preview, _notes) = (target, outcome.Value, notes);
            await _previewPlace.FocusAsync();
        }
    }

    private async Task ApplyAsync(CalendarTarget target, CalendarPreview preview)
    {
        _isBusy = true;
        try
        {
            // A period that goes has no key any more when it comes back.
            var before = new CalendarTarget(
                Shown!.Zone,
                [.. Shown.Periods.Select(period => preview.Removed.Contains(period) ? period with { Id = null } : period)]
            );
            var outcome = await Sender.SendAsync(new ApplyCalendar(target, preview.Stamp));
            if (outcome.IsRefused)
            {
                var refusals = outcome.Refusals;
                await PreviewAsync(target, _notes);
                _refusals = [.. refusals, .. _refusals];
                return;
            }

            Forget();
            _undo = before;
            await LoadAsync();
            Snackbar.Add("Le calendrier scolaire est à jour.", Severity.Success);
        }
        finally
        {
            _isBusy = false;
        }
    }

    private void Forget() => (_target, _preview, _undo, _notes, _refusals) = (null, null, null, [], []);
}
