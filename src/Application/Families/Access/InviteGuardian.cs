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

    public IQueryable<int> FamiliesIn(IPortalDb db) =>
        db.Guardians.Where(guardian => guardian.Id == GuardianId).Select(guardian => guardian.FamilyId);
}

internal sealed class InviteGuardianHandler(IPortalDb db, ILogins logins, InvitationDesk desk, RecordDesk records) : ICommandHandler<InviteGuardian, Invited>
{
    public async Task<Outcome<Invited>> Handle(InviteGuardian request, CancellationToken cancellationToken)
    {
        var guardian = await db.Guardians.Where(row => row.Id == request.GuardianId)
            .Select(row => new { row.FamilyId, row.FirstName, row.LastName, row.Email }).SingleOrDefaultAsync(cancellationToken);
        if (guardian is null)
        {
            return Refusal.NotFound;
        }

        // A colleague who takes the guardian out of the family in this moment waits for us, or we for that.
        if (!await records.LockAsync(guardian.FamilyId, cancellationToken) || !await db.Guardians.AnyAsync(row => row.Id == request.GuardianId, cancellationToken))
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

        var invitation = db.Invitations.Add(Invitation.ForGuardian(email, $"{guardian.FirstName} {guardian.LastName}".Trim(), request.GuardianId, guardian.FamilyId)).Entity;
        var invited = await desk.SendAsync(invitation, request.PublicUrl, "user.invited", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return invited;
    }
}

/// <summary>Which guardians of a family can sign in, and who was invited.</summary>
public sealed record ListGuardianAccess(int FamilyId) : IQuery<IReadOnlyList<GuardianAccess>>, IShowsCoordinates
{
    public static Permission Access => Permission.Of(Roles.Treating | Roles.Administrator);

    // It stands on the family's page: one look.
    public string Look => Looks.Record;

    public IQueryable<int> FamiliesShown(IPortalDb db) => db.FamilyShown(FamilyId);
}

/// <param name="InvitationId">An invitation that is still open.</param>
/// <param name="ExpiresAt">Its end, on the centre's clocks.</param>
public sealed record GuardianAccess(int GuardianId, string Name, string? Email, bool HasLogin, Guid? InvitationId, DateTime? ExpiresAt, bool IsExpired);

internal sealed class ListGuardianAccessHandler(IPortalDb db, ILogins logins, CentreClock clock) : IQueryHandler<ListGuardianAccess, IReadOnlyList<GuardianAccess>>
{
    public async Task<Outcome<IReadOnlyList<GuardianAccess>>> Handle(ListGuardianAccess request, CancellationToken cancellationToken)
    {
        var rows = await db.Guardians.Where(guardian => guardian.FamilyId == request.FamilyId)
            .OrderByDescending(guardian => guardian.IsReferent).ThenBy(guardian => guardian.Id)
            .Select(guardian => new
            {
                guardian.Id, guardian.FirstName, guardian.LastName, guardian.Email,
                Open = db.Invitations.Where(invitation => invitation.GuardianId == guardian.Id && invitation.AcceptedAt == null && invitation.WithdrawnAt == null)
                    .Select(invitation => new { invitation.Id, invitation.ExpiresAt }).FirstOrDefault(),
            }).ToListAsync(cancellationToken);
        var known = await logins.WithLoginAsync([.. rows.Select(row => row.Id)], cancellationToken);
        return Outcome<IReadOnlyList<GuardianAccess>>.Of([.. rows.Select(row => new GuardianAccess(
            row.Id, $"{row.FirstName} {row.LastName}".Trim(), row.Email, known.Contains(row.Id), row.Open?.Id,
            row.Open is { } open ? clock.ToWallClock(open.ExpiresAt) : null, row.Open is { } sent && sent.ExpiresAt <= clock.Now))]);
    }
}
