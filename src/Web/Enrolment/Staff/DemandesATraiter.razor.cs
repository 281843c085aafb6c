using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Overview;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Web.Shared.Dialogs;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Enrolment.Staff;

public sealed partial class DemandesATraiter
{
    private readonly HashSet<long> _selected = [];
    private IReadOnlyList<Refusal> _refusals = [];
    private IReadOnlyList<Refusal> _filterRefusals = [];
    private TreatmentResult? _result;
    private UndoneDecisions? _undone;
    private bool _isBusy;
    private bool _showsSelection;
    private long _impact;
    private string? _shown;

    [PersistentState]
    public RequestsToTreat? List { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "activite")]
    private int? ActivityId { get; set; }

    [SupplyParameterFromQuery(Name = "type")]
    private string? Type { get; set; }

    [SupplyParameterFromQuery(Name = "du")]
    private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "au")]
    private string? To { get; set; }

    [SupplyParameterFromQuery(Name = "urgent")]
    private bool OnlyUrgent { get; set; }

    [SupplyParameterFromQuery(Name = "retard")]
    private bool OnlyLate { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    private RequestKind? KindOfAddress => Enum.TryParse<RequestKind>(Type, out var kind) && Enum.IsDefined(kind) ? kind : null;

    private bool IsFiltered =>
        ActivityId is not null || KindOfAddress is not null || !string.IsNullOrEmpty(From) || !string.IsNullOrEmpty(To) || !string.IsNullOrEmpty(Search);

    // A filter that makes no sense is told over the unfiltered list: so is what is exported.
    private ExportFilter Shown =>
        _filterRefusals.Count > 0
            ? new() { Requests = RequestsShown.ToTreat }
            : new()
            {
                Requests = RequestsShown.ToTreat,
                Search = Search,
                ActivityId = ActivityId,
                RequestKind = KindOfAddress,
                OnlyUrgent = OnlyUrgent,
                OnlyLate = OnlyLate,
            };

    private IEnumerable<long> Selectable => List?.Lines.Items.Where(line => !line.IsOwnFamily).Select(line => line.Id) ?? [];

    private bool IsAllSelected => Selectable.Any() && Selectable.All(_selected.Contains);

    protected override async Task OnParametersSetAsync()
    {
        var restored = _shown is null && List is not null;
        if (_shown != Navigation.Uri && !restored)
        {
            _selected.Clear();
            await RefreshAsync();
        }
        else if (restored)
        {
            // The list came with the page; what is wrong with the filter is told again.
            _filterRefusals = French.WrongPeriod(From, To);
        }

        _shown = Navigation.Uri;
    }

    protected override bool Concerns(ChangeNotice change) => true;

    protected override async Task RefreshAsync()
    {
        var outcome = await Sender.SendAsync(
            new ListRequestsToTreat(ActivityId, KindOfAddress, French.Date(From), French.Date(To), OnlyUrgent, OnlyLate, Search, PageNumber ?? 1)
        );
        _filterRefusals = [.. French.NoDates(("From", From), ("To", To)), .. outcome.Refusals];
        List = _filterRefusals.Count > 0 ? (await Sender.SendAsync(new ListRequestsToTreat())).Value : outcome.Value;
        _selected.IntersectWith(Selectable);
    }

    private void Toggle(long id)
    {
        if (!_selected.Remove(id))
        {
            _selected.Add(id);
        }
    }

    private void ToggleAll()
    {
        if (IsAllSelected)
        {
            _selected.Clear();
        }
        else
        {
            _selected.UnionWith(Selectable);
        }
    }

    private async Task AcceptSelectedAsync()
    {
        var sure = await Dialogs.AskAsync(
            "Accepter la sélection ?",
            $"{_selected.Count} demandes seront acceptées et les familles prévenues par courriel.",
            "Accepter",
            cancelText: "Revenir"
        );
        if (sure)
        {
            await TreatAsync([.. _selected], accept: true, reason: null);
        }
    }

    private async Task RefuseAsync(IReadOnlyList<long> ids)
    {
        var parameters = new DialogParameters<ReasonDialog>
        {
            {
                dialog => dialog.Explanation,
                ids.Count == 1 ? "Le motif est envoyé à la famille." : $"{ids.Count} demandes seront refusées. Le motif est envoyé aux familles."
            },
            { dialog => dialog.Confirm, "Refuser" },
        };
        var dialog = await Dialogs.ShowAsync<ReasonDialog>("Motif du refus", parameters, new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true });
        if (await dialog.Result is { Canceled: false, Data: Reason reason })
        {
            await TreatAsync(ids, accept: false, reason.Text);
        }
    }

    private Task TreatAsync(IReadOnlyList<long> ids, bool accept, string? reason) =>
        BusyAsync(async () =>
        {
            var outcome = await Sender.SendAsync(new TreatRequests(ids, accept, reason));
            (_refusals, _undone) = (outcome.Refusals, null);
            _result = outcome.IsRefused ? null : outcome.Value;
        });

    private Task UndoAsync() =>
        BusyAsync(async () =>
        {
            var outcome = await Sender.SendAsync(new UndoDecisions(_result!.RequestIds));
            (_refusals, _result) = (outcome.Refusals, null);
            _undone = outcome.IsRefused ? null : outcome.Value;
        });

    // A second click that the browser sent before the buttons went grey does nothing.
    private async Task BusyAsync(Func<Task> act)
    {
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        try
        {
            await act();
            await RefreshAsync();
        }
        finally
        {
            _isBusy = false;
        }
    }
}
