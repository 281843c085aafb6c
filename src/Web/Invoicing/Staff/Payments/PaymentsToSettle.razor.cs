using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Web.Hosting;
using ClsPortal.Web.Shared.Dialogs;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Invoicing.Staff.Payments;

/// <summary>Online payments that nobody closed by themselves, and what was paid twice.</summary>
public sealed partial class PaymentsToSettle
{
    [Inject]
    private PortalSender Sender { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    private IReadOnlyList<Refusal> _refusals = [];
    private IReadOnlyList<Refusal> _excessRefusals = [];

    [Parameter, EditorRequired]
    public PaymentList List { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback OnClosed { get; set; }

    private async Task GiveBackAsync(PaymentExcess excess)
    {
        var parameters = new DialogParameters<ReasonDialog>
        {
            {
                dialog => dialog.Explanation,
                $"{excess.ExcessCents.Euros()} rendus à la famille {excess.FamilyName} pour la facture {excess.InvoiceNumber} : "
                    + "indiquez comment (virement, mandat n°…)."
            },
            { dialog => dialog.Confirm, "Noter le remboursement" },
            { dialog => dialog.MostLetters, Payment.ReferenceMaxLength },
        };
        var dialog = await Dialogs.ShowAsync<ReasonDialog>(
            "Noter le remboursement",
            parameters,
            new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true }
        );
        if (await dialog.Result is { Canceled: false, Data: Reason reason })
        {
            _excessRefusals = (await Sender.SendAsync(new GiveBack(excess.InvoiceId, excess.ExcessCents, reason.Text))).Refusals;
            await OnClosed.InvokeAsync();
        }
    }

    private async Task CloseAsync(AttemptToSettle attempt)
    {
        var parameters = new DialogParameters<ReasonDialog>
        {
            {
                dialog => dialog.Explanation,
                $"{attempt.AmountCents.Euros()}, facture {attempt.InvoiceNumber}, famille {attempt.FamilyName}. "
                    + "Aucun paiement n’est enregistré : notez ce que vous avez constaté."
            },
            { dialog => dialog.Confirm, "Clore" },
            { dialog => dialog.MostLetters, PaymentAttempt.NoteMaxLength },
        };
        var dialog = await Dialogs.ShowAsync<ReasonDialog>(
            "Clore ce paiement en ligne",
            parameters,
            new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true }
        );
        if (await dialog.Result is { Canceled: false, Data: Reason reason })
        {
            _refusals = (await Sender.SendAsync(new ClosePaymentAttempt(attempt.Id, reason.Text))).Refusals;
            await OnClosed.InvokeAsync();
        }
    }
}
