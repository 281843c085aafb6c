using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Web.Shared.Dialogs;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Invoicing.Staff.Runs;

public sealed partial class FactureEmise
{
    private CreditDraft _draft = new();
    private bool _isCrediting;
    private bool _isBusy;
    private IReadOnlyList<Refusal> _refusals = [];

    [Parameter]
    public long InvoiceId { get; set; }

    [PersistentState]
    public InvoiceView? Invoice { get; set; }

    private IReadOnlyList<string> Fields => ["Lines", "Reason", "InvoicesAgain", .. Invoice!.Lines.Select(line => $"Lines.{line.Id}")];

    protected override async Task OnParametersSetAsync()
    {
        if (Invoice?.Summary.Id != InvoiceId)
        {
            (_isCrediting, _refusals) = (false, []);
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        _draft = new();
        var outcome = await Sender.SendAsync(new GetInvoice(InvoiceId));
        if (outcome.IsRefused)
        {
            Navigation.NotFound();
            return;
        }

        Invoice = outcome.Value;
    }

    private async Task CreditAsync()
    {
        var (lines, unreadable) = _draft.Read();
        if (_isBusy || unreadable.Count > 0)
        {
            _refusals = unreadable;
            return;
        }

        _isBusy = true;
        try
        {
            var outcome = await Sender.SendAsync(new CreditInvoice(InvoiceId, lines, _draft.Reason, _draft.InvoicesAgain));
            _refusals = outcome.Refusals;
            if (!outcome.IsRefused)
            {
                _isCrediting = false;
                await LoadAsync();
                Snackbar.Add($"Avoir {outcome.Value} émis.", Severity.Success);
            }
        }
        finally
        {
            _isBusy = false;
        }
    }

    private static string Title(InvoiceView invoice) => $"{(invoice.Summary.Kind == InvoiceKind.Invoice ? "Facture" : "Avoir")} {invoice.Summary.Number}";
}
