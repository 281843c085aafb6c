using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Overview;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using ClsPortal.Web.Invoicing;
using ClsPortal.Web.Shared.Dialogs;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Enrolment.Staff;

public sealed partial class DemandesTraitees
{
    private IReadOnlyList<Refusal> _refusals = [];
    private IReadOnlyList<Refusal> _filterRefusals = [];
    private UndoneDecisions? _undone;
    private bool _isBusy;
    private string? _shown;

    [PersistentState]
    public TreatedRequests? List { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "activite")]
    private int? ActivityId { get; set; }

    [SupplyParameterFromQuery(Name = "decision")]
    private string? Decision { get; set; }

    [SupplyParameterFromQuery(Name = "du")]
    private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "au")]
    private string? To { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    private TreatedDecision? DecisionOfAddress => Enum.TryParse<TreatedDecision>(Decision, out var decision) && Enum.IsDefined(decision) ? decision : null;

    private bool IsFiltered =>
        ActivityId is not null || DecisionOfAddress is not null || !string.IsNullOrEmpty(From) || !string.IsNullOrEmpty(To) || !string.IsNullOrEmpty(Search);

    private ExportFilter Shown =>
        _filterRefusals.Count > 0
            ? new() { Requests = RequestsShown.Treated }
            : new()
            {
                Requests = RequestsShown.Treated,
                Search = Search,
                ActivityId = ActivityId,
                Decision = DecisionOfAddress,
            };

    protected override async Task OnParametersSetAsync()
    {
        var restored = _shown is null && List is not null;
        if (_shown != Navigation.Uri && !restored)
        {
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
            new ListTreatedRequests(ActivityId, DecisionOfAddress, French.Date(From), French.Date(To), Search, PageNumber ?? 1)
        );
        _filterRefusals = [.. French.NoDates(("From", From), ("To", To)), .. outcome.Refusals];
        // A filter that makes no sense is told beside its field, over the unfiltered list.
        List = _filterRefusals.Count > 0 ? (await Sender.SendAsync(new ListTreatedRequests())).Value : outcome.Value;
    }

    private async Task UndoAsync(TreatedRequest line)
    {
        var sure = await Dialogs.AskAsync(
            "Revenir sur cette décision ?",
            $"{line.ChildName}, {line.ActivityName}, {line.Date.Long()} : {line.Decision.Name().ToLower(French.Culture)}. La demande redevient à "
                + "traiter ; si le courriel est parti, la famille est prévenue.",
            "Revenir sur la décision",
            cancelText: "Garder la décision"
        );
        if (!sure || _isBusy)
        {
            return;
        }

        _isBusy = true;
        try
        {
            var outcome = await Sender.SendAsync(new UndoDecisions([line.Id]));
            _refusals = outcome.Refusals;
            _undone = outcome.IsRefused ? null : outcome.Value;
            await RefreshAsync();
        }
        finally
        {
            _isBusy = false;
        }
    }
}
