using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Web.Shared.Dialogs;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Enrolment.Parent;

public sealed partial class Historique
{
    private static readonly string[] Fields = ["From", "To"];

    private IReadOnlyList<Refusal> _refusals = [];
    private int _familyId;
    private string? _shown;

    [PersistentState]
    public EnrolmentHistory? History { get; set; }

    [SupplyParameterFromQuery(Name = "enfant")]
    private int? ChildId { get; set; }

    [SupplyParameterFromQuery(Name = "activite")]
    private int? ActivityId { get; set; }

    [SupplyParameterFromQuery(Name = "du")]
    private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "au")]
    private string? To { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    private bool IsFiltered => ChildId is not null || ActivityId is not null || !string.IsNullOrEmpty(From) || !string.IsNullOrEmpty(To);

    protected override async Task OnParametersSetAsync()
    {
        _familyId = await Sender.FamilyIdAsync();
        var restored = _shown is null && History is not null;
        if (_shown != Navigation.Uri && !restored)
        {
            await RefreshAsync();
        }
        else if (restored)
        {
            // The list came with the page; what is wrong with the filter is told again.
            _refusals = French.WrongPeriod(From, To);
        }

        _shown = Navigation.Uri;
    }

    protected override bool Concerns(ChangeNotice change) => change.MayConcern(_familyId);

    protected override async Task RefreshAsync()
    {
        var outcome = await Sender.SendAsync(new ListEnrolmentHistory(ChildId, ActivityId, French.Date(From), French.Date(To), PageNumber ?? 1));
        _refusals = [.. French.NoDates(("From", From), ("To", To)), .. outcome.Refusals];
        // A filter that makes no sense is told beside its field, over the unfiltered list.
        History = _refusals.Count > 0 ? (await Sender.SendAsync(new ListEnrolmentHistory(ChildId, ActivityId))).Value : outcome.Value;
    }

    private string File(string format) =>
        Navigation.GetUriWithQueryParameters(
            $"/mon-compte/historique.{format}",
            new Dictionary<string, object?>
            {
                ["enfant"] = ChildId,
                ["activite"] = ActivityId,
                ["du"] = From,
                ["au"] = To,
            }
        );

    private async Task CancelAsync(HistoryLine line)
    {
        var sure = await Dialogs.AskAsync(
            "Demander l’annulation ?",
            $"{line.ChildName}, {line.ActivityName}, {line.Date.Long()}. Le Centre de Loisirs répondra à votre demande ; l’inscription tient jusque-là.",
            "Demander l’annulation",
            cancelText: "Garder l’inscription"
        );
        if (!sure)
        {
            return;
        }

        var outcome = await Sender.SendAsync(new AskCancellation(line.Id));
        await RefreshAsync();
        _refusals = outcome.Refusals;
        if (!outcome.IsRefused)
        {
            Snackbar.Add($"Annulation du {line.Date.Short()} demandée. Vous la retrouvez dans « Vos demandes ».", Severity.Success);
        }
    }

    private static string Colour(HistoryLine line) =>
        (line.Kind, line.Status) switch
        {
            (_, RequestStatus.Accepted) => "tag-green",
            (_, RequestStatus.Refused) => "tag-red",
            _ => "tag-grey",
        };
}
