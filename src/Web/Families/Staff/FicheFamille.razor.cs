using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Web.Invoicing;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Families.Staff;

public sealed partial class FicheFamille
{
    private RecordPart _part;
    private string? _shown;

    [Parameter]
    public int FamilyId { get; set; }

    [Parameter]
    public int Id { get; set; }

    [PersistentState]
    public RecordForm? Form { get; set; }

    private string Back => $"/gestion/familles/{FamilyId}";

    private string Title => _part == RecordPart.Consent ? "Autorisations de la famille" : $"Modifier {Form?.Groups[0].Name}";

    protected override async Task OnParametersSetAsync()
    {
        _part = new Uri(Navigation.Uri).Segments[4].TrimEnd('/') switch
        {
            "responsable" => RecordPart.Guardian,
            "enfant" => RecordPart.Child,
            "contacts" => RecordPart.Contact,
            _ => RecordPart.Consent,
        };
        var restored = _shown is null && Form is not null;
        if (_shown != Navigation.Uri && !restored)
        {
            await ReadAsync();
        }

        _shown = Navigation.Uri;
    }

    private async Task ReadAsync()
    {
        var outcome = await Sender.SendAsync(new GetFamilyForm(FamilyId, _part, Id));
        if (outcome.IsRefused || (_part == RecordPart.Contact && outcome.Value.Groups.Count == 0))
        {
            Navigation.NotFound();
            return;
        }

        Form = outcome.Value;
    }

    private async Task<IReadOnlyList<Refusal>> SaveAsync(IReadOnlyList<FieldEdit> edits)
    {
        var outcome = await Sender.SendAsync(new EditRecord(FamilyId, edits));
        if (!outcome.IsRefused)
        {
            Snackbar.Add(outcome.Value.Count == 1 ? "1 information enregistrée." : $"{outcome.Value.Count} informations enregistrées.", Severity.Success);
            Navigation.NavigateTo(Back);
        }

        return outcome.Refusals;
    }
}
