using ClsPortal.Application.Attendance;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Web.Invoicing;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Attendance.Staff;

public sealed partial class AjoutPresence
{
    private string? _shown;
    private string? _booked;
    private bool _isBusy;
    private IReadOnlyList<Refusal> _refusals = [];

    [PersistentState]
    public FoundChildren? Found { get; set; }

    [SupplyParameterFromQuery(Name = "jour")]
    private string? Day { get; set; }

    [SupplyParameterFromQuery(Name = "activite")]
    private int ActivityId { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Search { get; set; }

    private DateOnly Date => French.Date(Day) ?? default;

    private string Back => $"/gestion/presences?jour={Day}&activite={ActivityId}";

    protected override async Task OnParametersSetAsync()
    {
        var restored = _shown is null && Found is not null;
        if (_shown != Navigation.Uri && !restored)
        {
            await RefreshAsync();
        }

        _shown = Navigation.Uri;
    }

    private async Task RefreshAsync()
    {
        var outcome = await Sender.SendAsync(new FindChildren(Date, ActivityId, French.Searched(Search)));
        if (outcome.IsRefused)
        {
            Navigation.NotFound();
            return;
        }

        Found = outcome.Value;
    }

    private async Task BookAsync(FoundChild child)
    {
        _isBusy = true;
        try
        {
            var outcome = await Sender.SendAsync(new BookOnBehalf(child.Id, ActivityId, new Series(Date, Date, Weekdays.All), null, null, "Inscrit sur place"));
            _refusals = outcome.IsRefused
                ? outcome.Refusals
                : [.. outcome.Value.NotFiled.Select(line => new Refusal(line.Code, $"{child.Name} : {line.Sentence}"))];
            _booked = _refusals.Count == 0 ? child.Name : null;
            await RefreshAsync();
        }
        finally
        {
            _isBusy = false;
        }
    }
}
