using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace ClsPortal.Web.Invoicing.Staff.Tariffs;

public sealed partial class QuotientPanel
{
    private static readonly string[] Fields = ["Quotient", "ValidFrom", "ValidUntil"];

    private FamilyQuotients? _shown;
    private string _quotient = "";
    private DateOnly? _from;
    private DateOnly? _until;
    private bool _isResident = true;
    private bool _isBusy;
    private IReadOnlyList<Refusal> _refusals = [];

    [Parameter, EditorRequired]
    public int FamilyId { get; set; }

    [Parameter]
    public EventCallback OnEntered { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown?.FamilyId != FamilyId)
        {
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        var outcome = await Sender.SendAsync(new GetQuotients(FamilyId));
        _shown = outcome.IsRefused ? null : outcome.Value;
        (_quotient, _from, _until, _isResident) = (_shown?.Today?.ToString(French.Culture) ?? "", Today.Date, null, _shown?.IsResident ?? true);
    }

    private async Task SaveAsync()
    {
        var typed = French.Number(_quotient);
        if (!string.IsNullOrWhiteSpace(_quotient) && (typed is null || typed != decimal.Truncate(typed.Value) || Math.Abs(typed.Value) > int.MaxValue))
        {
            _refusals = [new Refusal("Invalid", "Indiquez un nombre entier, par exemple 642.", "Quotient")];
            return;
        }

        _isBusy = true;
        try
        {
            var outcome = await Sender.SendAsync(new EnterQuotient(FamilyId, _from ?? default, _until, (int?)typed, _isResident));
            _refusals = outcome.Refusals;
            if (!outcome.IsRefused)
            {
                await LoadAsync();
                Snackbar.Add("Quotient familial enregistré.", Severity.Success);
                await OnEntered.InvokeAsync();
            }
        }
        finally
        {
            _isBusy = false;
        }
    }
}
