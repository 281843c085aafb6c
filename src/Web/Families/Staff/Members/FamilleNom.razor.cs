using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Invoicing;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Families.Staff.Members;

public sealed partial class FamilleNom
{
    private IReadOnlyList<Refusal> _refusals = [];
    private string _name = "";
    private string _number = "";
    private bool _isBusy;

    [Parameter]
    public int FamilyId { get; set; }

    [PersistentState]
    public FamilyName? Shown { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (Shown is null && !await ReadAsync())
        {
            Navigation.NotFound();
            return;
        }

        (_name, _number) = (Shown!.Name, Shown.Number);
    }

    private async Task<bool> ReadAsync()
    {
        var outcome = await Sender.SendAsync(new GetFamilyDesk(FamilyId));
        Shown = outcome.IsRefused ? null : new FamilyName(outcome.Value.Name, outcome.Value.Number);
        return !outcome.IsRefused;
    }

    private async Task SaveAsync()
    {
        _isBusy = true;
        var outcome = await Sender.SendAsync(new RenameFamily(FamilyId, Shown!.Name, Shown.Number, _name, _number));
        _isBusy = false;
        _refusals = outcome.Refusals;
        if (!outcome.IsRefused)
        {
            Snackbar.Add("Nom et numéro enregistrés.", Severity.Success);
            Navigation.NavigateTo($"/gestion/familles/{FamilyId}");
        }
        else if (outcome.Refusal.Code == "ChangedMeanwhile")
        {
            // What was typed stays; what it replaces is now what the colleague wrote.
            await ReadAsync();
        }
    }

    public sealed record FamilyName(string Name, string Number);
}
