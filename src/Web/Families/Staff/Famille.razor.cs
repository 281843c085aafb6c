using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Web.Enrolment.Staff;
using ClsPortal.Web.Invoicing;
using ClsPortal.Web.Shared.Dialogs;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Families.Staff;

public sealed partial class Famille
{
    private IReadOnlyList<Refusal> _refusals = [];
    private string? _shown;
    private bool _isOwn;

    [Parameter]
    public int FamilyId { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    [PersistentState]
    public FamilyDesk? Desk { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        _isOwn = await Sender.IsOwnFamilyAsync(FamilyId);
        var restored = _shown is null && Desk is not null;
        if (_shown != Navigation.Uri && !restored)
        {
            await RefreshAsync();
        }

        _shown = Navigation.Uri;
    }

    protected override bool Concerns(ChangeNotice change) => change.MayConcern(FamilyId);

    protected override async Task RefreshAsync()
    {
        var outcome = await Sender.SendAsync(new GetFamilyDesk(FamilyId, PageNumber ?? 1));
        if (outcome.IsRefused)
        {
            Navigation.NotFound();
            return;
        }

        Desk = outcome.Value;
    }

    private async Task RefuseAsync(FamilyRequest line)
    {
        var parameters = new DialogParameters<ReasonDialog>
        {
            { dialog => dialog.Explanation, "Le motif est envoyé à la famille." },
            { dialog => dialog.Confirm, "Refuser" },
        };
        var dialog = await Dialogs.ShowAsync<ReasonDialog>("Motif du refus", parameters, new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true });
        if (await dialog.Result is { Canceled: false, Data: Reason reason })
        {
            await TreatAsync(line, accept: false, reason.Text);
        }
    }

    private async Task TreatAsync(FamilyRequest line, bool accept, string? reason)
    {
        var outcome = await Sender.SendAsync(new TreatRequests([line.Id], accept, reason));
        _refusals =
            outcome.IsRefused ? outcome.Refusals
            : outcome.Value.MissedByColleague is [var missed] ? [new Refusal("NotTreated", $"{missed.Sentence} Rien n’a été changé.")]
            : [];
        await RefreshAsync();
    }

    private async Task CancelAsync(FamilyRequest line)
    {
        var parameters = new DialogParameters<ReasonDialog>
        {
            { dialog => dialog.Explanation, $"{line.ChildName}, {line.ActivityName}, {line.Date.Long()}. La place est libérée et la famille prévenue." },
            { dialog => dialog.Confirm, "Annuler l’inscription" },
            { dialog => dialog.AskInvoice, true },
            { dialog => dialog.ProposeInvoice, line.IsPastCutoff },
        };
        var dialog = await Dialogs.ShowAsync<ReasonDialog>(
            "Annuler l’inscription",
            parameters,
            new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true }
        );
        if (await dialog.Result is not { Canceled: false, Data: Reason reason })
        {
            return;
        }

        var outcome = await Sender.SendAsync(new CancelOnBehalf(line.Id, reason.StaysOnInvoice, reason.Text));
        _refusals = outcome.Refusals;
        await RefreshAsync();
        if (!outcome.IsRefused)
        {
            Snackbar.Add($"Inscription du {line.Date.Short()} annulée.", Severity.Success);
        }
    }

    private async Task MoveAsync(FamilyRequest line)
    {
        var parameters = new DialogParameters<MoveBookingDialog> { { dialog => dialog.Booking, line }, { dialog => dialog.Activities, Desk!.Activities } };
        var dialog = await Dialogs.ShowAsync<MoveBookingDialog>(
            "Déplacer l’inscription",
            parameters,
            new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true }
        );
        if (await dialog.Result is { Canceled: false, Data: MovedBooking moved })
        {
            await RefreshAsync();
            Snackbar.Add(
                moved.LosesBus
                    ? "Inscription déplacée, sans bus : l’arrêt n’est pas desservi par la nouvelle activité. Prévenez la famille."
                    : "Inscription déplacée.",
                moved.LosesBus ? Severity.Warning : Severity.Success
            );
        }
    }

    private static string State(FamilyRequest line) =>
        line.Status == RequestStatus.Pending ? line.Kind.Name() : French.Outcome(line.Kind, line.Status, line.IsInvoiced);

    private static string Colour(FamilyRequest line) =>
        line.Status switch
        {
            RequestStatus.Pending => "tag-amber",
            RequestStatus.Accepted => "tag-green",
            RequestStatus.Refused => "tag-red",
            RequestStatus.Withdrawn or RequestStatus.Cancelled => "tag-grey",
            _ => throw new ArgumentOutOfRangeException(nameof(line)),
        };
}
