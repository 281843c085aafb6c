using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Takes the joining back. Nobody does so for the own family.</summary>
public sealed record PartGuardian(Guid UserId, int FamilyId) : ICommand<Done>, IConcernsFamily
{
    // As for the list.
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class PartGuardianHandler(IFamiliesDb db, ILogins logins, ICurrentUser user, CentreClock clock) : ICommandHandler<PartGuardian, Done>
{
    public async Task<Outcome<Done>> Handle(PartGuardian request, CancellationToken cancellationToken)
    {
        // A session of before the joining does not know of it yet.
        if (request.UserId == user.UserId)
        {
            return OwnFamily.Refusal;
        }

        var login = await logins.FindAsync(request.UserId, cancellationToken);
        var number = await db.Families.Where(family => family.Id == request.FamilyId).Select(family => family.Number).SingleOrDefaultAsync(cancellationToken);
        if (await db.JoinedGuardians.Where(row => row.UserId == request.UserId && row.FamilyId == request.FamilyId).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            return Refusal.NotFound;
        }

        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                "user.guardian-parted",
                $"User:{request.UserId}",
                null,
                $"{login?.Name} : famille n° {number}"
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        await logins.EndSessionsAsync(request.UserId, cancellationToken);
        return Done.It;
    }
}
