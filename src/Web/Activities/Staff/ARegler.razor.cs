using ClsPortal.Application.Activities;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Shared.Dialogs;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Activities.Staff;

public sealed partial class ARegler
{
    private readonly HashSet<long> _chosen = [];
    private string? _shown;
    private Settled? _settled;
    private IReadOnlyList<Refusal> _refusals = [];

    [PersistentState]
    public Page<TouchedBooking>? List { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var restored = _shown is null && List is not null;
        if (_shown != Navigation.Uri && !restored)
        {
            await LoadAsync();
        }

        _shown = Navigation.Uri;
    }

    private async Task LoadAsync()
    {
        _chosen.Clear();
        List = (await Sender.SendAsync(new ListBookingsToSettle(PageNumber ?? 1))).Value;
    }

    private void Toggle(long id)
    {
        if (!_chosen.Remove(id))
        {
            _chosen.Add(id);
        }
    }

    private void ToggleAll()
    {
        var all = _chosen.Count == List!.Items.Count;
        _chosen.Clear();
        if (!all)
        {
            _chosen.UnionWith(List.Items.Select(line => line.RequestId));
        }
    }

    private async Task SettleAsync()
    {
        var parameters = new DialogParameters<ReasonDialog>
        {
            {
                dialog => dialog.Explanation,
                "Les inscriptions choisies sont annulées sans facturation, les demandes refusées. Chaque famille reçoit un seul courriel."
            },
            { dialog => dialog.Confirm, "Annuler et prévenir" },
        };
        var dialog = await Dialogs.ShowAsync<ReasonDialog>("Annuler les inscriptions", parameters);
        if ((await dialog.Result)?.Data is Reason reason)
        {
            var outcome = await Sender.SendAsync(new SettleBookings([.. _chosen], reason.Text));
            _refusals = outcome.Refusals;
            _settled = outcome.IsRefused ? null : outcome.Value;
            await LoadAsync();
        }
    }
}
