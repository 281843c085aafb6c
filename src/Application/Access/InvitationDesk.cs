using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Access;
using ClsPortal.Domain.Centre;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Access;

/// <summary>An invitation that was made or sent again.</summary>
/// <param name="Email">Where it goes.</param>
/// <param name="Link">To be handed over, and shown this once; null when a mail carries it.</param>
public sealed record Invited(string Email, string? Link);

/// <summary>Codes of invitations.</summary>
public static class InvitationCodes
{
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Digest(string code) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}

/// <summary>Sends invitations; the caller saves.</summary>
internal sealed class InvitationDesk(IAccessDb db, ICurrentUser user, CentreClock clock, MailServerStatus mail)
{
    public const string Path = "/invitation";

    private CentreProfile? _centre;

    public static readonly Refusal TakenAddress = new(
        "AddressTaken",
        "Cette adresse a déjà une connexion. Pour lui donner un rôle, choisissez-la dans la liste des utilisateurs.",
        "Email"
    );

    public static readonly Refusal AlreadyInvited = new(
        "AlreadyInvited",
        "Cette adresse est déjà invitée : envoyez l’invitation de nouveau, ou retirez-la.",
        "Email"
    );

    public Task<bool> IsInvitedAsync(string email, CancellationToken cancellationToken)
    {
        var (key, look) = (LoginAddress.KeyOf(email), LoginAddress.LookOf(email));
        return db.Invitations.AnyAsync(
            invitation => (invitation.EmailKey == key || invitation.EmailKey == look) && invitation.AcceptedAt == null && invitation.WithdrawnAt == null,
            cancellationToken
        );
    }

    public async Task<Invited> SendAsync(Invitation invitation, Uri publicUrl, string act, CancellationToken cancellationToken)
    {
        var code = InvitationCodes.New();
        invitation.Send(InvitationCodes.Digest(code), clock.Now);
        var link = new Uri(publicUrl, $"{Path}?code={code}").ToString();
        if (mail.IsConfigured)
        {
            _centre ??= await db.Centres.AsNoTracking().SingleOrDefaultAsync(cancellationToken) ?? CentreProfile.NotSetUp;
            var model = new InvitationMail(invitation.DisplayName, link, clock.ToWallClock(invitation.ExpiresAt), _centre.Name, _centre.Phone);
            db.OutboxMessages.Add(model.WriteTo(MailTo.Login(invitation.Email, invitation.FamilyId, invitation.GuardianId), clock.Now));
        }

        Audit(invitation, act);
        return new Invited(invitation.Email, mail.IsConfigured ? null : link);
    }

    public void Audit(Invitation invitation, string act) =>
        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                act,
                $"Invitation:{invitation.Id}",
                invitation.FamilyId,
                invitation.Roles.Length == 0 ? invitation.DisplayName : $"{invitation.DisplayName} : {RoleNames.French(RoleNames.Read(invitation.Roles))}"
            )
        );

    /// <summary>An open invitation that this person may touch: staff's are the administrator's own matter.</summary>
    public Task<Invitation?> OpenAsync(Guid id, CancellationToken cancellationToken)
    {
        var isAdministrator = user.Roles.HasFlag(Roles.Administrator);
        return db.Invitations.SingleOrDefaultAsync(
            invitation =>
                invitation.Id == id && invitation.AcceptedAt == null && invitation.WithdrawnAt == null && (isAdministrator || invitation.GuardianId != null),
            cancellationToken
        );
    }
}
