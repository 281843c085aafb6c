using ClsPortal.Application.Attendance;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Attendance.Staff;

public sealed partial class ListeSante
{
    private DateOnly? _from;
    private DateOnly? _to;
    private int? _activity;
    private bool _isBusy;
    private HealthList? _list;
    private IReadOnlyList<Refusal> _refusals = [];

    [PersistentState]
    public IReadOnlyList<ActivityName>? Activities { get; set; }

    [SupplyParameterFromQuery(Name = "du")]
    private string? Du { get; set; }

    [SupplyParameterFromQuery(Name = "au")]
    private string? Au { get; set; }

    [SupplyParameterFromQuery(Name = "activite")]
    private int? ActivityId { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _from = French.Date(Du) ?? Today.Date;
        _to = French.Date(Au) ?? _from;
        _activity = ActivityId;
        if (Activities is null)
        {
            await ReadActivitiesAsync();
        }
    }

    // Those of the days that are chosen; a period that cannot be read keeps the choice that is there, and is told when it is asked for.
    private async Task ReadActivitiesAsync()
    {
        var outcome = await Sender.SendAsync(new GetDayLists(_from ?? default, _to ?? default));
        if (!outcome.IsRefused)
        {
            Activities = outcome.Value.Activities;
        }
    }

    private async Task ShowAsync()
    {
        _isBusy = true;
        try
        {
            var outcome = await Sender.SendAsync(new ProduceHealthList(_from ?? default, _to ?? default, _activity));
            _refusals = outcome.Refusals;
            _list = outcome.IsRefused ? null : outcome.Value;
        }
        finally
        {
            _isBusy = false;
        }
    }

    private static string File(HealthList list, string extension) =>
        $"/gestion/listes/sante.{extension}?du={list.From.Field()}&au={list.To.Field()}&activite={list.ActivityId}";
}
