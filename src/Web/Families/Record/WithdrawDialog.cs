using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Hosting;
using ClsPortal.Web.Shared.Dialogs;
using MudBlazor;

namespace ClsPortal.Web.Families.Record;

/// <summary>Asks before a change is taken back, takes it back and says so.</summary>
public sealed class WithdrawDialog(IDialogService dialogs, ISnackbar snackbar, PortalSender sender)
{
    /// <returns>What was refused; null when the parent thought better of it.</returns>
    public async Task<IReadOnlyList<Refusal>?> AskAsync(ChangeLine line)
    {
        var sure = await dialogs.AskAsync(
            "Retirer la demande ?",
            $"{line.Who}, {line.Label}. La fiche reste comme elle est.",
            "Retirer la demande",
            cancelText: "Garder la demande"
        );
        if (!sure)
        {
            return null;
        }

        var outcome = await sender.SendAsync(new WithdrawChange(line.Id));
        if (!outcome.IsRefused)
        {
            snackbar.Add("Demande retirée.", Severity.Success);
        }

        return outcome.Refusals;
    }
}
