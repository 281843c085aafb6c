using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.Identity;

namespace ClsPortal.Infrastructure.Access;

/// <summary>Takes a lost second factor away from the server's console: where the only administrator lost it, nobody on the portal could.</summary>
public sealed class LostFactor(
    UserManager<PortalUser> users,
    ILogins logins,
    PortalDbContext db,
    ITransactions transactions,
    SecurityNotices notices,
    CentreClock clock
)
{
    /// <returns>Refused as not found when no open login has the address.</returns>
    public async Task<Outcome<Done>> RemoveAsync(string email) =>
        await transactions.RunAsync<Outcome<Done>>(
            async cancellationToken =>
            {
                if (await users.FindByEmailAsync(email.Trim()) is not { IsDisabled: false } user)
                {
                    return Refusal.NotFound;
                }

                await logins.ResetFactorsAsync(user.Id, cancellationToken);
                db.AuditEntries.Add(
                    AuditEntry.Record(clock.Now, Guid.Empty, "Console du serveur", "user.factor-reset", $"User:{user.Id}", user.FamilyId, user.DisplayName)
                );
                await notices.TellAsync(
                    user,
                    "le second facteur de votre connexion a été retiré depuis le serveur. Connectez-vous avec votre mot de passe, puis ajoutez un nouveau "
                        + "second facteur sous « Sécurité »."
                );
                return Done.It;
            },
            CancellationToken.None
        ) ?? Refusal.Busy;
}
