using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Invoicing.Staff.Runs;

public sealed partial class ReglagesFacturation
{
    private static readonly (string Name, string Label, int Rows)[] Texts =
    [
        (nameof(InvoicingTerms.IssuerName), "Qui facture", 1),
        (nameof(InvoicingTerms.IssuerAddress), "Son adresse", 3),
        (nameof(InvoicingTerms.TreasuryName), "À qui payer (Trésorerie)", 1),
        (nameof(InvoicingTerms.TreasuryAddress), "Son adresse, imprimée sur le talon", 3),
        (nameof(InvoicingTerms.PaymentText), "Comment payer, imprimé sur la facture", 3),
    ];

    private static readonly string[] Fields = ["Series", "DueDays", "MinimumCents", "PayFipNumber", .. Texts.Select(text => text.Name)];

    private readonly Dictionary<string, string> _texts = [];
    private InvoicingSettingsView? _view;
    private string _series = "";
    private string _dueDays = "";
    private string _minimum = "";
    private string _payFip = "";
    private bool _absences;
    private bool _justified;
    private bool _isBusy;
    private IReadOnlyList<Refusal> _refusals = [];

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _view = (await Sender.SendAsync(new GetInvoicingSettings())).Value;
        var terms = _view.Terms;
        (_series, _dueDays, _absences, _justified) = (
            terms.Series,
            terms.DueDays.ToString(French.Culture),
            terms.InvoicesAbsences,
            terms.InvoicesJustifiedAbsences
        );
        _minimum = terms.MinimumCents.EurosField();
        (_texts[nameof(terms.IssuerName)], _texts[nameof(terms.IssuerAddress)]) = (terms.IssuerName, terms.IssuerAddress);
        (_texts[nameof(terms.TreasuryName)], _texts[nameof(terms.TreasuryAddress)]) = (terms.TreasuryName, terms.TreasuryAddress);
        (_texts[nameof(terms.PaymentText)], _payFip) = (terms.PaymentText, terms.PayFipNumber);
    }

    private async Task SaveAsync()
    {
        _isBusy = true;
        try
        {
            var terms = new InvoicingTerms(
                _series.Trim(),
                int.TryParse(_dueDays, French.Culture, out var days) ? days : -1,
                _absences,
                _justified,
                _texts[nameof(InvoicingTerms.IssuerName)],
                _texts[nameof(InvoicingTerms.IssuerAddress)],
                _texts[nameof(InvoicingTerms.TreasuryName)],
                _texts[nameof(InvoicingTerms.TreasuryAddress)],
                _texts[nameof(InvoicingTerms.PaymentText)],
                French.Cents(_minimum) ?? -1,
                _payFip.Trim()
            );
            var outcome = await Sender.SendAsync(new ChangeInvoicingSettings(_view!.Version, terms));
            _refusals = outcome.Refusals;
            if (!outcome.IsRefused)
            {
                await LoadAsync();
                Snackbar.Add("Réglages enregistrés.", Severity.Success);
            }
        }
        finally
        {
            _isBusy = false;
        }
    }
}
