using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

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

internal sealed class ListGuardianAccessHandler(IFamiliesDb db, ILogins logins, CentreClock clock)
    : IQueryHandler<ListGuardianAccess, IReadOnlyList<GuardianAccess>>
{
    public async Task<Outcome<IReadOnlyList<GuardianAccess>>> Handle(ListGuardianAccess request, CancellationToken cancellationToken)
    {
        var rows = await db
            .Guardians.Where(guardian => guardian.FamilyId == request.FamilyId)
            .OrderByDescending(guardian => guardian.IsReferent)
            .ThenBy(guardian => guardian.Id)
            .Select(guardian => new
            {
                guardian.Id,
                guardian.FirstName,
                guardian.LastName,
                guardian.Email,
                Open = db
                    .Invitations.Where(invitation => invitation.GuardianId == guardian.Id && invitation.AcceptedAt == null && invitation.WithdrawnAt == null)
                    .Select(invitation => new { invitation.Id, invitation.ExpiresAt })
                    .FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        var known = await logins.WithLoginAsync([.. rows.Select(row => row.Id)], cancellationToken);
        return Outcome<IReadOnlyList<GuardianAccess>>.Of([
            .. rows.Select(row => new GuardianAccess(
                row.Id,
                $"{row.FirstName} {row.LastName}".Trim(),
                row.Email,
                known.Contains(row.Id),
                row.Open?.Id,
                row.Open is { } open ? clock.ToWallClock(open.ExpiresAt) : null,
                row.Open is { } sent && sent.ExpiresAt <= clock.Now
            )),
        ]);
    }
}
