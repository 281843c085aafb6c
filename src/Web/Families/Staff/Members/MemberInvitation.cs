using ClsPortal.Application.Access;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Hosting;
using MudBlazor;

namespace ClsPortal.Web.Families.Staff.Members;

/// <summary>Invites a guardian who was just registered.</summary>
public sealed class MemberInvitation(PortalSender sender, PublicAddress address, ISnackbar snackbar)
{
    /// <returns>Null when a mail carries the link and nothing is left to show.</returns>
    public async Task<Outcome<Invited>?> SendAsync(int guardianId)
    {
        var outcome = await sender.SendAsync(new InviteGuardian(guardianId, address.Uri));
        if (outcome is { IsRefused: false, Value.Link: null })
        {
            snackbar.Add($"L’invitation part à l’adresse {outcome.Value.Email}.", Severity.Success);
            return null;
        }

        return outcome;
    }
}
