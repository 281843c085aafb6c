using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Web.Invoicing;
using ClsPortal.Web.Shared.Dialogs;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Families.Staff;

public sealed partial class FamilyRecordCard
{
    private IReadOnlyList<Refusal> _refusals = [];

    [Parameter, EditorRequired]
    public int FamilyId { get; set; }

    /// <summary>Read again whenever the page that holds the card was.</summary>
    [Parameter, EditorRequired]
    public object Version { get; set; } = default!;

    private object? _read;

    [PersistentState]
    public FamilyRecord? Record { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var restored = _read is null && Record is not null;
        if (!ReferenceEquals(_read, Version))
        {
            _read = Version;
            if (!restored)
            {
                await RefreshAsync();
            }
        }
    }

    private async Task RefreshAsync()
    {
        var outcome = await Sender.SendAsync(new GetFamilyRecord(FamilyId));
        Record = outcome.IsRefused ? null : outcome.Value;
    }

    private async Task RemoveAsync(RecordGroup contact)
    {
        var sure = await Dialogs.AskAsync(
            "Retirer cette personne ?",
            $"{contact.Name} sera retirée de la fiche et la famille prévenue par e-mail.",
            "Retirer",
            cancelText: "Garder la personne"
        );
        if (!sure)
        {
            return;
        }

        _refusals = (await Sender.SendAsync(new RemoveContact(FamilyId, contact.Subject.Id))).Refusals;
        await RefreshAsync();
        if (_refusals.Count == 0)
        {
            Snackbar.Add($"{contact.Name} est retirée de la fiche.", Severity.Success);
        }
    }

    private string Address(RecordSubject contact) => $"/gestion/familles/{FamilyId}/contacts/{contact.Id}";

    private static string Colour(RecordGroup answer) =>
        answer.SignedBy is null ? "tag-amber"
        : answer.Values[Consent.Answer] == RecordValue.Yes ? "tag-green"
        : "tag-grey";
}
