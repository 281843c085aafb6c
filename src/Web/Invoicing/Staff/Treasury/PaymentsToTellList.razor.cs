using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Invoicing.Staff.Treasury;

public sealed partial class PaymentsToTellList
{
    private static readonly string[] Fields = [nameof(TellTreasury.How)];
    private readonly HashSet<long> _chosen = [];
    private PaymentsToTell? _list;
    private IReadOnlyList<Refusal> _refusals = [];
    private string? _how;
    private bool _busy;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync() => _list = (await Sender.SendAsync(new ListPaymentsToTell())).Value;

    private void Choose(long id, bool isChosen)
    {
        if (!isChosen || !_chosen.Add(id))
        {
            _chosen.Remove(id);
        }
    }

    private void ChooseAll() => _chosen.UnionWith(_list!.Lines.Select(line => line.Id));

    private async Task TellAsync()
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        var outcome = await Sender.SendAsync(new TellTreasury([.. _chosen], _how));
        _busy = false;
        _refusals = outcome.Refusals;
        if (!outcome.IsRefused)
        {
            _chosen.Clear();
            _how = null;
        }

        await LoadAsync();
    }
}
