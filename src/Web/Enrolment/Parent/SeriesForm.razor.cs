using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ClsPortal.Web.Enrolment.Parent;

public sealed partial class SeriesForm
{
    private static readonly (string Name, Weekdays Day)[] Days =
    [
        ("lundi", Weekdays.Monday),
        ("mardi", Weekdays.Tuesday),
        ("mercredi", Weekdays.Wednesday),
        ("jeudi", Weekdays.Thursday),
        ("vendredi", Weekdays.Friday),
        ("samedi", Weekdays.Saturday),
        ("dimanche", Weekdays.Sunday),
    ];

    private static readonly string[] Fields = ["Series.From", "Series.To", "Series.Weekdays", "Note"];

    private DateOnly? _from;
    private DateOnly? _to;
    private Weekdays _weekdays;
    private int? _outbound;
    private int? _return;
    private string? _note;
    private bool _isBusy;
    private IReadOnlyList<Refusal> _refusals = [];
    private SeriesPreview? _preview;
    private FiledPlaces? _result;

    [Parameter, EditorRequired]
    public int ChildId { get; set; }

    [Parameter, EditorRequired]
    public int ActivityId { get; set; }

    [Parameter, EditorRequired]
    public CalendarMonth Month { get; set; } = default!;

    [Parameter]
    public EventCallback OnFiled { get; set; }

    private CalendarMonth? _previewedWith;
    private IReadOnlyList<CalendarStop> _stops = [];
    private bool _isUnchanged;

    protected override void OnInitialized() => _from = _to = Today.Date > Month.From ? Today.Date : Month.From;

    // A preview on the screen keeps pace with the calendar above it: what it promises must still be true.
    protected override async Task OnParametersSetAsync()
    {
        // A click in the calendar changes nothing here; drawn again, the form would be a third of what the click sends.
        _isUnchanged = _preview is null && Month.Stops.SequenceEqual(_stops);
        _stops = Month.Stops;
        if (_preview is not null && !ReferenceEquals(_previewedWith, Month))
        {
            await PreviewAsync();
        }
    }

    protected override bool ShouldRender()
    {
        var isUnchanged = _isUnchanged;
        _isUnchanged = false;
        return !isUnchanged;
    }

    private string? Invalid(string field) => _refusals.Invalid(field);

    private void Toggle(Weekdays day)
    {
        _weekdays ^= day;
        ForgetPreview();
    }

    // What is validated is what was shown: other dates want another look.
    private void ForgetPreview() => _preview = null;

    // What the browser could not read as a date comes in empty: the validator then says so beside the field.
    private Series Series => new(_from ?? default, _to ?? default, _weekdays);

    private Task PreviewAsync() =>
        BusyAsync(async () =>
        {
            _result = null;
            _previewedWith = Month;
            var outcome = await Sender.SendAsync(new PreviewSeries(ChildId, ActivityId, Series));
            _refusals = outcome.Refusals;
            _preview = outcome.IsRefused ? null : outcome.Value;
        });

    private Task FileAsync() =>
        BusyAsync(async () =>
        {
            var outcome = await Sender.SendAsync(new AskSeries(ChildId, ActivityId, Series, _outbound, _return, _note));
            _refusals = outcome.Refusals;
            if (!outcome.IsRefused)
            {
                (_preview, _result) = (null, outcome.Value);
                await OnFiled.InvokeAsync();
            }
        });

    // A second click that the browser sent before the button went grey does nothing.
    private async Task BusyAsync(Func<Task> work)
    {
        if (_isBusy)
        {
            return;
        }

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

    private static string Summary(SeriesPreview preview) =>
        (preview.Lines.Count, preview.CanBeAsked) switch
        {
            (0, _) => "Aucune date : les jours cochés ne tombent pas dans la période.",
            (_, 0) => "Aucune de ces dates ne peut être demandée.",
            (1, 1) => "Cette date sera demandée.",
            var (all, asked) => $"{asked} date{(asked > 1 ? "s" : "")} sur {all} {(asked > 1 ? "seront demandées" : "sera demandée")}.",
        };

    private static string Filed(FiledPlaces result) =>
        result.Filed.Count switch
        {
            0 => "Aucune demande n’a été envoyée.",
            1 => "1 demande envoyée. Vous la retrouvez dans « Vos demandes ».",
            var count => $"{count} demandes envoyées. Vous les retrouvez dans « Vos demandes ».",
        };
}
