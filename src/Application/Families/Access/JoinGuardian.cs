using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Access;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <param name="Joined">Those of whom the person is one.</param>
/// <param name="Found">What the search found, at most <see cref="MostFound"/>.</param>
public sealed record JoinedGuardians(IReadOnlyList<JoinableGuardian> Joined, IReadOnlyList<JoinableGuardian> Found)
{
    public const int MostFound = 20;
}

/// <param name="Name">Empty for a guardian who is no longer kept.</param>
/// <param name="Since">On the centre's clocks; null for one that is not joined.</param>
public sealed record JoinableGuardian(int FamilyId, int? GuardianId, string Name, string FamilyName, string FamilyNumber, DateTime? Since = null);

/// <summary>
/// Says that whoever uses a login of the centre is also this guardian: from then on the family is that person's own (<see cref="OwnFamily"/>).
/// </summary>
[HarmlessForOwnFamily("it only takes from what the login may do")]
public sealed record JoinGuardian(Guid UserId, int GuardianId) : ICommand<Done>
{
    // As for the list.
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class JoinGuardianHandler(IFamiliesDb db, ILogins logins, ICurrentUser user, CentreClock clock) : ICommandHandler<JoinGuardian, Done>
{
    public async Task<Outcome<Done>> Handle(JoinGuardian request, CancellationToken cancellationToken)
    {
        var login = await logins.FindAsync(request.UserId, cancellationToken);
        var guardian = await db
            .Guardians.Where(row => row.Id == request.GuardianId)
            .Select(row => new
            {
                row.FamilyId,
                row.FirstName,
                row.LastName,
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (login is null || guardian is null)
        {
            return Refusal.NotFound;
        }

        if ((login.Roles & Roles.Staff) == Roles.None)
        {
            return new Refusal("NotStaff", "Cette connexion n’a pas de rôle au centre : il n’y a rien à relier.");
        }

        if (
            login.FamilyId == guardian.FamilyId
            || await db.JoinedGuardians.AnyAsync(row => row.UserId == request.UserId && row.FamilyId == guardian.FamilyId, cancellationToken)
        )
        {
            return new Refusal("AlreadyJoined", "Cette connexion est déjà celle d’un parent de cette famille.");
        }

        db.JoinedGuardians.Add(JoinedGuardian.Of(request.UserId, guardian.FamilyId, request.GuardianId, clock.Now));
        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                "user.guardian-joined",
                $"User:{request.UserId}",
                null,
                $"{login.Name} : {guardian.FirstName} {guardian.LastName}".Trim()
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        // What a sign-in may do is in its cookie.
        await logins.EndSessionsAsync(request.UserId, cancellationToken);
        return Done.It;
    }
}
