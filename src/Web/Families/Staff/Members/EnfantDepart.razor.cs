using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Hosting;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Families.Staff.Members;

public sealed partial class EnfantDepart
{
    private readonly HashSet<long> _invoiced = [];
    private IReadOnlyList<Refusal> _refusals = [];
    private string _reason = "";
    private bool _isBusy;

    [Parameter]
    public int FamilyId { get; set; }

    [Parameter]
    public int ChildId { get; set; }

    [PersistentState]
    public ChildDeparture? Departure { get; set; }

    private string Back => $"/gestion/familles/{FamilyId}";

    protected override async Task OnInitializedAsync()
    {
        if (Departure is null)
        {
            await ReadAsync();
        }

        Propose(Departure?.Places ?? []);
    }

    private async Task ReadAsync()
    {
        var outcome = await Sender.SendAsync(new GetChildDeparture(FamilyId, ChildId));
        if (outcome.IsRefused)
        {
            Navigation.NotFound();
            return;
        }

        // What was decided stays; only for places that came since there is a proposal.
        Propose(outcome.Value.Places.ExceptBy(Departure?.Places.Select(place => place.RequestId) ?? [], place => place.RequestId));
        Departure = outcome.Value;
    }

    private void Propose(IEnumerable<PlaceToCome> places) =>
        _invoiced.UnionWith(places.Where(place => place is { IsPastCutoff: true, IsPending: false }).Select(place => place.RequestId));

    private async Task LeaveAsync()
    {
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        try
        {
            var outcome = await Sender.SendAsync(
                new LetChildLeave(
                    FamilyId,
                    ChildId,
                    [.. Departure!.Places.Select(place => new PlaceGivenUp(place.RequestId, _invoiced.Contains(place.RequestId)))],
                    _reason
                )
            );
            _refusals = outcome.Refusals;
            if (!outcome.IsRefused)
            {
                Snackbar.Add($"{Departure.ChildName} n’est plus dans la famille.", Severity.Success);
                Navigation.NavigateTo(Back);
            }
            else if (outcome.Refusal.Code is "PlacesChanged" or "AlreadyPending")
            {
                await ReadAsync();
            }
        }
        finally
        {
            _isBusy = false;
        }
    }
}
