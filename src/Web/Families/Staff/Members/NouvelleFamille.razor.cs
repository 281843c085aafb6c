using ClsPortal.Application.Access;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Web.Families.Record;
using ClsPortal.Web.Invoicing;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Families.Staff.Members;

public sealed partial class NouvelleFamille
{
    private readonly FamilyDraft _draft = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private IReadOnlyList<Duplicate> _duplicates = [];
    private IReadOnlyList<Refusal> _refusals = [];
    private CreatedFamily? _created;
    private Outcome<Invited>? _invitation;
    private bool _isBusy;

    private IReadOnlyList<string> Keys =>
        [
            nameof(CreateFamily.Name),
            nameof(CreateFamily.Number),
            .. PersonFields.KeysOf(RecordSubject.Guardian(0)),
            .. Enumerable.Range(0, _draft.Children.Count).SelectMany(index => PersonFields.KeysOf(CreateFamily.ChildAt(index))),
        ];

    private async Task SaveAsync()
    {
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        try
        {
            await CreateAsync();
        }
        finally
        {
            _isBusy = false;
        }
    }

    private async Task CreateAsync()
    {
        _draft.DropEmptyChildren();
        var outcome = await Sender.SendAsync(_draft.Message(_seen));
        (_refusals, _duplicates) = (outcome.Refusals, []);
        if (outcome.IsRefused)
        {
            if (outcome.Refusal.Code == Duplicate.Code)
            {
                _refusals = [];
                _duplicates = (await Sender.SendAsync(new FindDuplicates(_draft.Referent, [.. _draft.Children]))).Value;
                _seen.UnionWith(_duplicates.Select(duplicate => duplicate.Key));
            }

            return;
        }

        _created = outcome.Value;
        _invitation = _draft is { Invites: true, HasEmail: true } ? await Invitation.SendAsync(_created.GuardianId) : null;
        if (_invitation is null)
        {
            Snackbar.Add($"Famille {_created.Name} créée, sous le numéro {_created.Number}.", Severity.Success);
            Navigation.NavigateTo($"/gestion/familles/{_created.FamilyId}");
        }
    }
}
