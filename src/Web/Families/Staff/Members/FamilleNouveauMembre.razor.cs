using ClsPortal.Application.Access;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Web.Invoicing;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Families.Staff.Members;

public sealed partial class FamilleNouveauMembre
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private IReadOnlyList<Duplicate> _duplicates = [];
    private AddedMember? _added;
    private Outcome<Invited>? _invitation;
    private bool _invites = true;

    [Parameter]
    public int FamilyId { get; set; }

    private string Back => $"/gestion/familles/{FamilyId}";

    private RecordPart Part => new Uri(Navigation.Uri).Segments[4].TrimEnd('/') == "enfant" ? RecordPart.Child : RecordPart.Guardian;

    private string Title => Part == RecordPart.Child ? "Ajouter un enfant" : "Ajouter un responsable légal";

    private async Task<IReadOnlyList<Refusal>> SendAsync(IReadOnlyDictionary<string, string> values)
    {
        var outcome = await Sender.SendAsync(new AddMember(FamilyId, Part, values, [.. _seen]));
        _duplicates = [];
        if (outcome.IsRefused)
        {
            if (outcome.Refusal.Code != Duplicate.Code)
            {
                return outcome.Refusals;
            }

            _duplicates = (await Sender.SendAsync(Part == RecordPart.Guardian ? new FindDuplicates(values, []) : new FindDuplicates(null, [values]))).Value;
            _seen.UnionWith(_duplicates.Select(duplicate => duplicate.Key));
            return [];
        }

        _added = outcome.Value;
        var hasEmail = values.GetValueOrDefault(nameof(Guardian.Email), "").Trim().Length > 0;
        _invitation = Part == RecordPart.Guardian && _invites && hasEmail ? await Invitation.SendAsync(_added.Id) : null;
        if (_invitation is null)
        {
            Snackbar.Add($"{_added.Name} est dans la famille.", Severity.Success);
            Navigation.NavigateTo(Back);
        }

        StateHasChanged();
        return [];
    }
}
