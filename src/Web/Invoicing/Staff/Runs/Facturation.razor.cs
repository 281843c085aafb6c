using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Invoicing.Staff.Runs;

public sealed partial class Facturation
{
    private static readonly string[] Fields = ["Month", "IssuedOn"];

    private readonly HashSet<int> _chosen = [];
    private DateOnly? _month;
    private DateOnly? _issuedOn;
    private bool _tells = true;
    private bool _isBusy;
    private int _shownPage;
    private IReadOnlyList<Refusal> _refusals = [];

    [PersistentState]
    public InvoiceRunList? List { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    protected override void OnInitialized() => (_month, _issuedOn) = (Today.Date.AddMonths(-1), Today.Date);

    protected override async Task OnParametersSetAsync()
    {
        if (List is null || (_shownPage != 0 && _shownPage != (PageNumber ?? 1)))
        {
            List = (await Sender.SendAsync(new ListInvoiceRuns(PageNumber ?? 1))).Value;
        }

        _shownPage = PageNumber ?? 1;
    }

    private void Toggle(int activity)
    {
        if (!_chosen.Remove(activity))
        {
            _chosen.Add(activity);
        }
    }

    private async Task PrepareAsync()
    {
        _isBusy = true;
        try
        {
            var outcome = await Sender.SendAsync(new PrepareInvoiceRun(_month ?? default, [.. _chosen], _issuedOn ?? default, _tells));
            _refusals = outcome.Refusals;
            if (!outcome.IsRefused)
            {
                Navigation.NavigateTo($"/gestion/factures/facturation/{outcome.Value}");
            }
        }
        finally
        {
            _isBusy = false;
        }
    }
}
