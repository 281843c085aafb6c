using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Web.Shared.Dialogs;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Families.Staff.Files;

public sealed partial class PiecesDeposees
{
    private static readonly DialogOptions Narrow = new() { MaxWidth = MaxWidth.Small, FullWidth = true };
    private IReadOnlyList<Refusal> _refusals = [];
    private string? _shown;

    [PersistentState]
    public DepositsToTreat? List { get; set; }

    [SupplyParameterFromQuery(Name = "etat")]
    private string? State { get; set; }

    [SupplyParameterFromQuery(Name = "piece")]
    private int? PieceId { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    private DepositStatus StatusOfAddress => Enum.TryParse<DepositStatus>(State, out var status) && Enum.IsDefined(status) ? status : DepositStatus.Deposited;

    private string? Text => French.Searched(Search);

    protected override async Task OnParametersSetAsync()
    {
        var restored = _shown is null && List is not null;
        if (_shown != Navigation.Uri && !restored)
        {
            await RefreshAsync();
        }

        _shown = Navigation.Uri;
    }

    protected override bool Concerns(ChangeNotice change) => true;

    protected override async Task RefreshAsync()
    {
        List = (await Sender.SendAsync(new ListDeposits(StatusOfAddress, PieceId, Text, PageNumber ?? 1))).Value;
    }

    private async Task ShowAsync(DepositLine line) =>
        await Dialogs.ShowAsync<PreviewDialog>(
            line.PieceName,
            new DialogParameters<PreviewDialog> { { dialog => dialog.Deposit, line } },
            new DialogOptions { MaxWidth = MaxWidth.Large, FullWidth = true }
        );

    private async Task AcceptAsync(DepositLine line)
    {
        DateOnly? until = null;
        if (line.Validity != PieceValidity.Unlimited)
        {
            var dialog = await Dialogs.ShowAsync<ValidUntilDialog>(
                $"Accepter « {line.PieceName} »",
                new DialogParameters<ValidUntilDialog> { { dialog => dialog.Proposed, line.ValidUntil } },
                Narrow
            );
            if (await dialog.Result is not { Canceled: false, Data: DateOnly date })
            {
                return;
            }

            until = date;
        }

        await TreatAsync(new TreatDeposit(line.Id, Accept: true, until), "Pièce acceptée.");
    }

    private async Task RefuseAsync(DepositLine line)
    {
        var explanation = line.IsHealth ? "La famille lit le motif sur le portail ; l’e-mail ne le contient pas." : "Le motif est envoyé à la famille.";
        var parameters = new DialogParameters<ReasonDialog> { { dialog => dialog.Explanation, explanation }, { dialog => dialog.Confirm, "Refuser" } };
        var dialog = await Dialogs.ShowAsync<ReasonDialog>("Motif du refus", parameters, Narrow);
        if (await dialog.Result is { Canceled: false, Data: Reason reason })
        {
            await TreatAsync(new TreatDeposit(line.Id, Accept: false, Reason: reason.Text), "Pièce refusée.");
        }
    }

    private async Task TreatAsync(TreatDeposit treatment, string said)
    {
        var outcome = await Sender.SendAsync(treatment);
        _refusals = outcome.Refusals;
        await RefreshAsync();
        if (!outcome.IsRefused)
        {
            Snackbar.Add(
                outcome.Value.FamilyWithoutEmail is { } number ? $"{said} La famille n° {number} n’a pas d’adresse e-mail : prévenez-la autrement." : said,
                Severity.Success
            );
        }
    }

    private static string StatusName(DepositStatus status) =>
        status switch
        {
            DepositStatus.Deposited => "En attente",
            DepositStatus.Accepted => "Acceptées",
            DepositStatus.Refused => "Refusées",
            _ => throw new ArgumentOutOfRangeException(nameof(status)),
        };
}
