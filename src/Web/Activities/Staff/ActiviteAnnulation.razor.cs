using ClsPortal.Application.Activities;
using ClsPortal.Application.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Activities.Staff;

public sealed partial class ActiviteAnnulation
{
    private IReadOnlyList<Refusal> _refusals = [];
    private string? _nothing;
    private bool _isBusy;

    [Parameter]
    public int Id { get; set; }

    [PersistentState]
    public ActivityUndo? Undo { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (Undo is null)
        {
            await LoadAsync();
        }
    }

    private static string Shown(string value) => value.Length == 0 ? "—" : value;

    private async Task LoadAsync()
    {
        var outcome = await Sender.SendAsync(new PreviewActivityUndo(Id));
        if (outcome.IsNotFound)
        {
            Navigation.NotFound();
            return;
        }

        Undo = outcome.IsRefused ? null : outcome.Value;
        _nothing = outcome.IsRefused ? outcome.Refusal.Sentence : null;
    }

    private async Task UndoAsync()
    {
        _isBusy = true;
        try
        {
            var outcome = await Sender.SendAsync(new UndoActivity(Id, Undo!.RevisionId, Undo.Preview.Stamp));
            _refusals = outcome.Refusals;
            if (outcome.IsRefused)
            {
                await LoadAsync();
                return;
            }

            Snackbar.Add("La modification est annulée.", Severity.Success);
            Navigation.NavigateTo($"/gestion/activites/{Id}");
        }
        finally
        {
            _isBusy = false;
        }
    }
}
