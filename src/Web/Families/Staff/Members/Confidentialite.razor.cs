using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Families.Staff.Members;

public sealed partial class Confidentialite
{
    private readonly HashSet<int> _children = [];
    private IReadOnlyList<Refusal> _refusals = [];
    private string _reason = "";
    private bool _isBusy;

    [Parameter]
    public int FamilyId { get; set; }

    [Parameter]
    public int GuardianId { get; set; }

    [PersistentState]
    public Protection? Shown { get; set; }

    private string Back => $"/gestion/familles/{FamilyId}";

    protected override async Task OnInitializedAsync()
    {
        if (Shown is null)
        {
            var outcome = await Sender.SendAsync(new GetProtection(FamilyId, GuardianId));
            if (outcome.IsRefused)
            {
                Navigation.NotFound();
                return;
            }

            Shown = outcome.Value;
        }

        _children.UnionWith(Shown.Children.Where(child => child.IsProtected).Select(child => child.Id));
    }

    private void Toggle(int childId)
    {
        if (!_children.Remove(childId))
        {
            _children.Add(childId);
        }
    }

    private async Task SaveAsync(bool isConfidential)
    {
        _isBusy = true;
        _refusals = (
            await Sender.SendAsync(new ProtectGuardian(FamilyId, GuardianId, isConfidential, isConfidential ? [.. _children.Order()] : [], _reason))
        ).Refusals;
        _isBusy = false;
        if (_refusals.Count == 0)
        {
            Snackbar.Add(isConfidential ? "Les coordonnées sont confidentielles." : "Les coordonnées ne sont plus confidentielles.", Severity.Success);
            Navigation.NavigateTo(Back);
        }
    }
}
