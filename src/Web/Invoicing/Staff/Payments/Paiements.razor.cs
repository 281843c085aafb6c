using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Web.Shared.Dialogs;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Invoicing.Staff.Payments;

public sealed partial class Paiements
{
    private static readonly string[] Fields = ["From", "To"];

    private IReadOnlyList<Refusal> _refusals = [];
    private string? _shown;

    [PersistentState]
    public PaymentList? List { get; set; }

    [SupplyParameterFromQuery(Name = "du")]
    private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "au")]
    private string? To { get; set; }

    [SupplyParameterFromQuery(Name = "moyen")]
    private string? Means { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    private bool IsFiltered => !string.IsNullOrEmpty(From) || !string.IsNullOrEmpty(To) || !string.IsNullOrEmpty(Means) || !string.IsNullOrEmpty(Search);

    protected override async Task OnParametersSetAsync()
    {
        var restored = _shown is null && List is not null;
        if (_shown != Navigation.Uri && !restored)
        {
            await LoadAsync();
        }
        else if (restored)
        {
            // The list came with the page; what is wrong with the filter is told again.
            _refusals = French.WrongPeriod(From, To);
        }

        _shown = Navigation.Uri;
    }

    private async Task LoadAsync()
    {
        var means = Enum.TryParse<PaymentMeans>(Means, out var named) && Enum.IsDefined(named) ? named : (PaymentMeans?)null;
        var outcome = await Sender.SendAsync(new ListPayments(French.Date(From), French.Date(To), means, French.Searched(Search), PageNumber ?? 1));
        _refusals = [.. French.NoDates(("From", From), ("To", To)), .. outcome.Refusals];
        // A filter that makes no sense is told beside its field, over the unfiltered list.
        List = _refusals.Count > 0 ? (await Sender.SendAsync(new ListPayments())).Value : outcome.Value;
    }

    private async Task ReverseAsync(PaymentLine line)
    {
        var parameters = new DialogParameters<ReasonDialog>
        {
            {
                dialog => dialog.Explanation,
                $"{line.Means.Name()} de {line.AmountCents.Euros()} pour la facture {line.InvoiceNumber}, famille {line.FamilyName}. Une écriture inverse "
                    + "est enregistrée : la facture redevient due d’autant."
            },
            { dialog => dialog.Confirm, "Annuler le paiement" },
        };
        var dialog = await Dialogs.ShowAsync<ReasonDialog>(
            "Annuler ce paiement",
            parameters,
            new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true }
        );
        if (await dialog.Result is not { Canceled: false, Data: Reason reason })
        {
            return;
        }

        var outcome = await Sender.SendAsync(new ReversePayment(line.Id, reason.Text));
        await LoadAsync();
        _refusals = outcome.Refusals;
        if (!outcome.IsRefused)
        {
            Snackbar.Add("Paiement annulé par une écriture inverse.", Severity.Success);
        }
    }
}
