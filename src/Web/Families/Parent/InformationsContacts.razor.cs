using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Web.Invoicing;
using ClsPortal.Web.Shared.Dialogs;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Families.Parent;

public sealed partial class InformationsContacts
{
    private IReadOnlyList<Refusal> _refusals = [];
    private int _familyId;

    [PersistentState]
    public RecordForm? Form { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _familyId = await Sender.FamilyIdAsync();
        if (Form is null)
        {
            await RefreshAsync();
        }
    }

    protected override bool Concerns(ChangeNotice change) => change.MayConcern(_familyId);

    protected override async Task RefreshAsync() => Form = (await Sender.SendAsync(new GetMyForm(RecordPart.Contact))).Value;

    private async Task RemoveAsync(RecordGroup contact)
    {
        var sure = await Dialogs.AskAsync(
            "Retirer cette personne ?",
            $"{contact.Name} restera dans votre fiche jusqu’à ce que le Centre de Loisirs accepte.",
            "Demander le retrait",
            cancelText: "Garder la personne"
        );
        if (!sure)
        {
            return;
        }

        _refusals = (await Sender.SendAsync(new ProposeContactRemoval(contact.Subject.Id))).Refusals;
        await RefreshAsync();
        if (_refusals.Count == 0)
        {
            Snackbar.Add("Demande de retrait envoyée.", Severity.Success);
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
}
