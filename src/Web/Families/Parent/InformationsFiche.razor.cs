using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Web.Invoicing;
using ClsPortal.Web.Shared.Dialogs;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Families.Parent;

public sealed partial class InformationsFiche
{
    private IReadOnlyList<Refusal> _refusals = [];
    private RecordPart _part;
    private int _familyId;
    private string? _shown;

    [Parameter]
    public int Id { get; set; }

    [PersistentState]
    public RecordForm? Form { get; set; }

    private string Back => _part == RecordPart.Contact ? "/mon-compte/informations/contacts" : "/mon-compte/informations";

    private string Title =>
        _part switch
        {
            RecordPart.Consent => "Autorisations diverses",
            RecordPart.Health => $"Fiche sanitaire {Wording.Of(Form?.Groups[0].Name ?? "")}",
            _ => $"Modifier {Form?.Groups[0].Name}",
        };

    protected override async Task OnParametersSetAsync()
    {
        _part = PartOf(new Uri(Navigation.Uri).Segments[3].TrimEnd('/'));
        _familyId = await Sender.FamilyIdAsync();
        var restored = _shown is null && Form is not null;
        if (_shown != Navigation.Uri && !restored)
        {
            await RefreshAsync();
        }

        _shown = Navigation.Uri;
    }

    protected override bool Concerns(ChangeNotice change) => change.MayConcern(_familyId);

    protected override async Task RefreshAsync()
    {
        var outcome = await Sender.SendAsync(new GetMyForm(_part, Id));
        if (outcome.IsRefused || (_part == RecordPart.Contact && outcome.Value.Groups.Count == 0))
        {
            Navigation.NotFound();
            return;
        }

        Form = outcome.Value;
    }

    private async Task<IReadOnlyList<Refusal>> SaveAsync(IReadOnlyList<FieldEdit> edits)
    {
        var outcome = await Sender.SendAsync(new FileChanges(edits));
        if (!outcome.IsRefused)
        {
            Snackbar.Add(
                outcome.Value.Count == 1 ? "1 demande de modification envoyée." : $"{outcome.Value.Count} demandes de modification envoyées.",
                Severity.Success
            );
            Navigation.NavigateTo("/mon-compte/informations");
        }

        return outcome.Refusals;
    }

    private async Task SignAsync()
    {
        _refusals = (await Sender.SendAsync(new SignHealthRecord(Id))).Refusals;
        await RefreshAsync();
        if (_refusals.Count == 0)
        {
            Snackbar.Add("Merci : la fiche est déclarée exacte à ce jour.", Severity.Success);
        }
    }

    private async Task WithdrawAsync(ChangeLine line)
    {
        if (await Withdraw.AskAsync(line) is { } refusals)
        {
            _refusals = refusals;
            await RefreshAsync();
        }
    }

    private static RecordPart PartOf(string segment) =>
        segment switch
        {
            "responsable" => RecordPart.Guardian,
            "enfant" => RecordPart.Child,
            "sante" => RecordPart.Health,
            "contacts" => RecordPart.Contact,
            _ => RecordPart.Consent,
        };
}
