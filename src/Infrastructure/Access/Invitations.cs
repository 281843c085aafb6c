using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Access;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Access;

/// <summary>Turns an invitation into a login, once.</summary>
public sealed class Invitations(UserManager<PortalUser> users, PortalDbContext db, ITransactions transactions, CentreClock clock) : IInvitations
{
    public async Task<InvitedPerson?> ReadAsync(string? code) =>
        await FindAsync(code) is { } invitation ? new InvitedPerson(invitation.DisplayName, invitation.Email, invitation.GuardianId is null) : null;

    public async Task<Outcome<Done>> AcceptAsync(string? code, string password) =>
        await transactions.RunAsync<Outcome<Done>>(
            async cancellationToken =>
            {
                if (
                    await FindAsync(code) is not { } invitation
                    || await db
                        .Invitations.Where(row => row.Id == invitation.Id && row.AcceptedAt == null && row.WithdrawnAt == null)
                        .ExecuteUpdateAsync(set => set.SetProperty(row => row.AcceptedAt, clock.Now), cancellationToken) == 0
                )
                {
                    return Refusal.NotFound;
                }

                return await CreateAsync(invitation, password, cancellationToken);
            },
            CancellationToken.None
        ) ?? Refusal.Busy;

    private async Task<Outcome<Done>> CreateAsync(Invitation invitation, string password, CancellationToken cancellationToken)
    {
        var user = new PortalUser
        {
            Id = Guid.CreateVersion7(),
            UserName = invitation.Email,
            Email = invitation.Email,
            EmailConfirmed = true,
            DisplayName = invitation.DisplayName,
            GuardianId = invitation.GuardianId,
            FamilyId = invitation.FamilyId,
        };
        var created = await users.CreateAsync(user, password);
        if (!created.Succeeded)
        {
            return Outcome<Done>.Refuse([.. created.Errors.Select(error => new Refusal(error.Code, error.Description, "Password")).Distinct()]);
        }

        if (invitation.Roles.Length > 0)
        {
            await users.AddToRolesAsync(user, invitation.Roles.Split(','));
        }

        db.AuditEntries.Add(AuditEntry.Record(clock.Now, user.Id, user.DisplayName, "user.joined", $"User:{user.Id}", user.FamilyId));
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }

    private async Task<Invitation?> FindAsync(string? code)
    {
        if (code is not { Length: > 0 and < 100 })
        {
            return null;
        }

        var digest = InvitationCodes.Digest(code);
        return await db
            .Invitations.AsNoTracking()
            .SingleOrDefaultAsync(invitation =>
                invitation.CodeDigest == digest && invitation.AcceptedAt == null && invitation.WithdrawnAt == null && invitation.ExpiresAt > clock.Now
            );
    }
}
