using ClsPortal.Application.Activities;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Invoicing;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Activities.Staff;

public sealed partial class ActiviteEdition
{
    private ActivityFormState? _state;
    private ActivityPreview? _preview;
    private IReadOnlyList<Refusal> _refusals = [];
    private bool _isBusy;

    [Parameter]
    public int? Id { get; set; }

    [SupplyParameterFromQuery(Name = "copie")]
    private int? CopyOf { get; set; }

    [PersistentState]
    public ActivityForm? Form { get; set; }

    private string Title =>
        Id is not null ? $"Activité – {Form?.Draft?.Name}"
        : CopyOf is not null ? "Nouvelle activité, d’après la précédente"
        : "Nouvelle activité";

    private string SaveText =>
        _preview?.Effects switch
        {
            { DaysLost: > 0 } effects => $"Enregistrer et fermer {effects.DaysLost} séance{(effects.DaysLost > 1 ? "s" : "")}",
            { DaysWon: > 0 } effects => $"Enregistrer et ouvrir {effects.DaysWon} séance{(effects.DaysWon > 1 ? "s" : "")}",
            _ => "Enregistrer",
        };

    protected override async Task OnInitializedAsync()
    {
        if (Form is null)
        {
            await LoadAsync();
        }

        Begin();
        await PreviewAsync();
    }

    private async Task LoadAsync()
    {
        var outcome = await Sender.SendAsync(new GetActivityForm(Id, CopyOf));
        if (outcome.IsRefused)
        {
            Navigation.NotFound();
            return;
        }

        Form = outcome.Value;
    }

    private void Begin() =>
        _state =
            Form is null ? null
            : Form.Draft is { } draft ? ActivityFormState.Of(draft)
            : new ActivityFormState { CategoryId = Form.Categories.Count > 0 ? Form.Categories[0].Id : 0 };

    private async Task PreviewAsync()
    {
        if (_state is not null)
        {
            var outcome = await Sender.SendAsync(new PreviewActivity(Id, _state.Draft()));
            _preview = outcome.IsRefused ? null : outcome.Value;
        }
    }

    private async Task SaveAsync()
    {
        _isBusy = true;
        try
        {
            var outcome = await Sender.SendAsync(new SaveActivity(Id, _state!.Draft(), Form!.Stamp, _preview?.Stamp ?? ""));
            _refusals = outcome.Refusals;
            if (outcome.IsRefused)
            {
                await PreviewAsync();
                return;
            }

            Snackbar.Add($"« {_state.Name} » est enregistrée.", Severity.Success);
            Navigation.NavigateTo(Id is { } changed ? $"/gestion/activites/toutes?modifiee={changed}" : "/gestion/activites/toutes");
        }
        finally
        {
            _isBusy = false;
        }
    }

    private async Task ArchiveAsync()
    {
        var outcome = await Sender.SendAsync(new ArchiveActivity(Id!.Value, !Form!.IsArchived));
        _refusals = outcome.Refusals;
        if (!outcome.IsRefused)
        {
            Snackbar.Add(Form.IsArchived ? "L’activité est sortie des archives." : "L’activité est archivée.", Severity.Success);
            await LoadAsync();
            Begin();
            await PreviewAsync();
        }
    }
}
