using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Invoicing.Staff.Treasury;

public sealed partial class Tresorerie
{
    private const int MostLeftOut = 20;
    private static readonly string[] Fields = ["From", "To"];

    private IReadOnlyList<Refusal> _refusals = [];
    private IReadOnlyList<Refusal> _reductionRefusals = [];
    private BordereauCreated? _created;
    private DateOnly? _from;
    private DateOnly? _to;
    private string? _shown;
    private bool _busy;
    private int _round;

    [PersistentState]
    public ExportsPage? Content { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var restored = _shown is null && Content is not null;
        if (_shown != Navigation.Uri && !restored)
        {
            await LoadAsync();
        }

        if (_shown is null)
        {
            (_from, _to) = (Content?.OldestNotHandedOver, Content?.NewestNotHandedOver);
        }

        _shown = Navigation.Uri;
    }

    private async Task LoadAsync()
    {
        Content = (await Sender.SendAsync(new GetExports(PageNumber ?? 1))).Value;
        _round++;
    }

    private async Task CreateAsync()
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        var outcome = await Sender.SendAsync(new CreateBordereau(_from, _to));
        _busy = false;
        _refusals = outcome.Refusals;
        _created = outcome.IsRefused ? null : outcome.Value;
        await LoadAsync();
    }

    // A bordereau is of one year: of two years the older one first.
    private async Task ReduceAsync(PendingReductions pending)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        var last = pending.Newest.Year == pending.Oldest.Year ? pending.Newest : new DateOnly(pending.Oldest.Year, 12, 31);
        var outcome = await Sender.SendAsync(new CreateBordereau(pending.Oldest, last, IsReduction: true));
        _busy = false;
        _reductionRefusals = outcome.Refusals;
        _created = outcome.IsRefused ? null : outcome.Value;
        await LoadAsync();
    }
}
