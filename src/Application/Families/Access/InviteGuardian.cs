using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Invites a guardian to the family's account.</summary>
/// <param name="PublicUrl">Where the portal is reached: links begin with it.</param>
public sealed record InviteGuardian(int GuardianId, Uri PublicUrl) : ICommand<Invited>, IConcernsFamilies
{
    // Whoever registers families hands out their access.
    public static Permission Access => Permission.Of(Roles.Treating | Roles.Administrator);

    public IQueryable<int> FamiliesIn(IPortalDb db) => db.Guardians.Where(guardian => guardian.Id == GuardianId).Select(guardian => guardian.FamilyId);
}

internal sealed class InviteGuardianHandler(IFamiliesDb db, ILogins logins, InvitationDesk desk, RecordDesk records) : ICommandHandler<InviteGuardian, Invited>
{
    public async Task<Outcome<Invited>> Handle(InviteGuardian request, CancellationToken cancellationToken)
    {
        var guardian = await db
            .Guardians.Where(row => row.Id == request.GuardianId)
            .Select(row => new
            {
                row.FamilyId,
                row.FirstName,
                row.LastName,
                row.Email,
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (guardian is null)
        {
            return Refusal.NotFound;
        }

        // A colleague who takes the guardian out of the family in this moment waits for us, or we for that.
        if (
            !await records.LockAsync(guardian.FamilyId, cancellationToken)
            || !await db.Guardians.AnyAsync(row => row.Id == request.GuardianId, cancellationToken)
        )
        {
            return Refusal.NotFound;
        }

        if (guardian.Email is not { Length: > 0 } email)
        {
            return new Refusal("NoAddress", "Ce responsable n’a pas d’adresse e-mail : ajoutez-la d’abord à la fiche de la famille.");
        }

        if ((await logins.WithLoginAsync([request.GuardianId], cancellationToken)).Count > 0 || await logins.IsTakenAsync(email, cancellationToken))
        {
            return new Refusal("AddressTaken", "Ce responsable, ou son adresse, a déjà une connexion.");
        }

        if (await desk.IsInvitedAsync(email, cancellationToken))
        {
            return InvitationDesk.AlreadyInvited;
        }

        var invitation = db
            .Invitations.Add(Invitation.ForGuardian(email, $"{guardian.FirstName} {guardian.LastName}".Trim(), request.GuardianId, guardian.FamilyId))
            .Entity;
        var invited = await desk.SendAsync(invitation, request.PublicUrl, "user.invited", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return invited;
    }
}
