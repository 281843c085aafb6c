using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Web.Invoicing;
using ClsPortal.Web.Shared.Dialogs;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Families.Parent;

public sealed partial class Informations
{
    private IReadOnlyList<Refusal> _refusals = [];
    private int _familyId;

    [PersistentState]
    public MyRecord? Record { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _familyId = await Sender.FamilyIdAsync();
        if (Record is null)
        {
            await RefreshAsync();
        }
    }

    protected override bool Concerns(ChangeNotice change) => change.MayConcern(_familyId);

    protected override async Task RefreshAsync() => Record = (await Sender.SendAsync(new GetMyRecord())).Value;

    private async Task ShareAsync(bool shares)
    {
        _refusals = (await Sender.SendAsync(new ShareCoordinates(shares))).Refusals;
        await RefreshAsync();
        if (_refusals.Count == 0)
        {
            Snackbar.Add(shares ? "Vos coordonnées sont partagées." : "Vos coordonnées restent entre vous et le centre.", Severity.Success);
        }
    }

    private async Task AnswerAsync((ChangeLine Line, bool Agrees) answer)
    {
        _refusals = (await Sender.SendAsync(new AgreeToReferent(answer.Line.Id, answer.Agrees))).Refusals;
        await RefreshAsync();
        if (_refusals.Count == 0)
        {
            Snackbar.Add(answer.Agrees ? "Votre accord est transmis au centre." : "La demande est refusée.", Severity.Success);
        }
    }

    private static bool IsForReferent(ChangeLine line) => line.Field == RecordFields.Referent.Key;

    private async Task AskReferentAsync(RecordPerson person)
    {
        var sure = await Dialogs.AskAsync(
            "Changer de référent ?",
            $"Si l’autre responsable est d’accord et que le Centre de Loisirs accepte, {person.Name} sera le référent de la famille : ses coordonnées "
                + "viendront en premier et les factures seront à son nom.",
            "Envoyer la demande",
            cancelText: "Revenir"
        );
        if (!sure)
        {
            return;
        }

        _refusals = (await Sender.SendAsync(new ProposeReferent(person.Subject.Id))).Refusals;
        await RefreshAsync();
        if (_refusals.Count == 0)
        {
            Snackbar.Add("Demande envoyée : l’autre responsable doit dire oui.", Severity.Success);
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

    private static string Address(RecordSubject subject) =>
        subject.Part == RecordPart.Child ? $"/mon-compte/informations/enfant/{subject.Id}" : $"/mon-compte/informations/responsable/{subject.Id}";
}
