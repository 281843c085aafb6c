using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Web.Families.Record;
using ClsPortal.Web.Shared.Dialogs;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Families.Staff;

public sealed partial class Modifications
{
    private readonly ChangeSelection _selection = new();
    private IReadOnlyList<Refusal> _refusals = [];
    private ChangesTreated? _result;
    private bool _isBusy;
    private string? _shown;

    [PersistentState]
    public Page<ChangeToTreat>? List { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "partie")]
    private string? Part { get; set; }

    [SupplyParameterFromQuery(Name = "famille")]
    private int? FamilyId { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    private RecordPart? PartOfAddress => Enum.TryParse<RecordPart>(Part, out var part) ? part : null;

    private bool IsFiltered => !string.IsNullOrEmpty(Search) || PartOfAddress is not null || FamilyId is not null;

    protected override async Task OnParametersSetAsync()
    {
        var restored = _shown is null && List is not null;
        if (_shown != Navigation.Uri && !restored)
        {
            _selection.Clear();
            await RefreshAsync();
        }

        _selection.Show(List!.Items);
        _shown = Navigation.Uri;
    }

    protected override bool Concerns(ChangeNotice change) => true;

    protected override async Task RefreshAsync()
    {
        List = (await Sender.SendAsync(new ListChangesToTreat(French.Searched(Search), PartOfAddress, FamilyId, PageNumber ?? 1))).Value;
        _selection.Show(List.Items);
    }

    private async Task AcceptSelectedAsync()
    {
        var sure = await Dialogs.AskAsync(
            "Accepter la sélection ?",
            $"{_selection.Count} modifications entreront dans les fiches ; chaque famille reçoit un seul e-mail.",
            "Accepter",
            cancelText: "Revenir"
        );
        if (sure)
        {
            await TreatAsync(_selection.Lines, accept: true, reason: null);
        }
    }

    private async Task AcceptAsync(ChangeToTreat line)
    {
        var needsReason = line.Change is { Field: nameof(Guardian.IsReferent), AgreedAt: null };
        var reason = needsReason
            ? await Dialogs.AskWhyAsync(
                "Accepter sans accord ?",
                "L’autre responsable n’a pas dit oui sur le portail. Indiquez pourquoi le centre décide sans son accord.",
                "Accepter"
            )
            : null;
        if (!needsReason || reason is not null)
        {
            await TreatAsync([line], accept: true, reason);
        }
    }

    private async Task RefuseAsync(IReadOnlyList<ChangeToTreat> lines)
    {
        if (await Dialogs.AskReasonAsync() is { } reason)
        {
            await TreatAsync(lines, accept: false, reason);
        }
    }

    private async Task TreatAsync(IReadOnlyList<ChangeToTreat> lines, bool accept, string? reason)
    {
        _isBusy = true;
        try
        {
            var outcome = await Sender.SendAsync(
                new TreatChanges([.. lines.Select(line => new SeenChange(line.Id, line.Change?.CurrentValue))], accept, reason)
            );
            _refusals = outcome.Refusals;
            _result = outcome.IsRefused ? null : outcome.Value;
            await RefreshAsync();
        }
        finally
        {
            _isBusy = false;
        }
    }
}
