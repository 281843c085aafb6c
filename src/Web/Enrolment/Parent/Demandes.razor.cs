using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Invoicing;
using ClsPortal.Web.Shared.Dialogs;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Enrolment.Parent;

public sealed partial class Demandes
{
    private IReadOnlyList<Refusal> _refusals = [];
    private int _familyId;

    [PersistentState]
    public Page<WaitingRequest>? List { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        _familyId = await Sender.FamilyIdAsync();
        if (List is null || List.Number != (PageNumber ?? 1))
        {
            await RefreshAsync();
        }
    }

    protected override bool Concerns(ChangeNotice change) => change.MayConcern(_familyId);

    protected override async Task RefreshAsync() => List = (await Sender.SendAsync(new ListWaitingRequests(PageNumber ?? 1))).Value;

    private async Task WithdrawAsync(WaitingRequest line)
    {
        var sure = await Dialogs.AskAsync(
            "Annuler la demande ?",
            $"{line.ChildName}, {line.ActivityName}, {line.Date.Long()}. La place sera libérée aussitôt.",
            "Annuler la demande",
            cancelText: "Garder la demande"
        );
        if (!sure)
        {
            return;
        }

        var outcome = await Sender.SendAsync(new WithdrawRequest(line.Id));
        _refusals = outcome.Refusals;
        await RefreshAsync();
        if (!outcome.IsRefused)
        {
            Snackbar.Add($"Demande du {line.Date.Short()} annulée.", Severity.Success);
        }
    }

    private async Task ChangeAsync(WaitingRequest line)
    {
        var parameters = new DialogParameters<ChangeRequestDialog> { { dialog => dialog.Request, line } };
        var dialog = await Dialogs.ShowAsync<ChangeRequestDialog>(
            $"Modifier la demande du {line.Date.Short()}",
            parameters,
            new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true }
        );
        if (await dialog.Result is { Canceled: false })
        {
            await RefreshAsync();
            Snackbar.Add("Demande modifiée.", Severity.Success);
        }
    }

    private static string Bus(WaitingRequest line)
    {
        string?[] parts =
        [
            line.Stops.FirstOrDefault(stop => stop.Id == line.OutboundStopId) is { } outbound ? $"bus départ {outbound.Name}" : null,
            line.Stops.FirstOrDefault(stop => stop.Id == line.ReturnStopId) is { } back ? $"bus retour {back.Name}" : null,
        ];
        var text = string.Join(", ", parts.Where(part => part is not null));
        return text.Length == 0 ? "" : $" ({text})";
    }
}
