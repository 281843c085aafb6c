using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Web.Families.Record;
using ClsPortal.Web.Invoicing;
using ClsPortal.Web.Shared.Dialogs;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace ClsPortal.Web.Families.Staff.Members;

public sealed partial class FamilyMembersList
{
    private IReadOnlyList<Refusal> _refusals = [];

    [Parameter, EditorRequired]
    public int FamilyId { get; set; }

    [Parameter, EditorRequired]
    public FamilyRecord Record { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback OnChanged { get; set; }

    private RecordGroup? Referent => Record.Guardians is [var first, ..] ? first : null;

    private async Task MakeReferentAsync(RecordGroup member)
    {
        var reason = await Dialogs.AskWhyAsync(
            "Changer de référent ?",
            $"{member.Name} devient le référent de la famille : ses coordonnées viennent en premier, et les factures sont à son nom. Les responsables "
                + "peuvent s’accorder sur le portail ; sans leur accord, le motif reste au journal.",
            "Changer de référent"
        );
        if (reason is not null)
        {
            await SendAsync(new ChangeReferent(FamilyId, member.Subject.Id, Referent!.Subject.Id, reason), $"{member.Name} est le référent de la famille.");
        }
    }

    private Task LeaveAsync(RecordGroup member) =>
        AskAsync(
            "Retirer de la famille ?",
            $"{member.Name} ne reçoit plus d’e-mail et sa connexion est fermée. Rien n’est effacé ; vous pourrez la reprendre ici.",
            "Retirer de la famille",
            new LetGuardianLeave(FamilyId, member.Subject.Id),
            $"{member.Name} n’est plus dans la famille."
        );

    private Task TakeBackAsync(FormerMember former) =>
        AskAsync(
            "Reprendre cette personne ?",
            former.Subject.Part == RecordPart.Child
                ? $"{former.Name} peut de nouveau être inscrit. Les places libérées au départ ne sont pas reprises."
                : $"{former.Name} est de nouveau dans la famille ; la connexion fermée au départ est rouverte.",
            "Reprendre",
            new TakeBackMember(FamilyId, former.Subject.Part, former.Subject.Id),
            $"{former.Name} est de nouveau dans la famille."
        );

    private async Task AskAsync(string title, string text, string act, MediatR.IRequest<Outcome<Done>> message, string done)
    {
        if (await Dialogs.AskAsync(title, text, act, cancelText: "Revenir"))
        {
            await SendAsync(message, done);
        }
    }

    private async Task SendAsync(MediatR.IRequest<Outcome<Done>> message, string done)
    {
        _refusals = (await Sender.SendAsync(message)).Refusals;
        await OnChanged.InvokeAsync();
        if (_refusals.Count == 0)
        {
            Snackbar.Add(done, Severity.Success);
        }
    }
}
