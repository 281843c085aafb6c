using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Stops asking; the answers remain.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record ArchiveConsentKind(int KindId) : ICommand<Done>
{
    public static Permission Access => Permission.Of(Roles.Director);
}

internal sealed class ArchiveConsentKindHandler(IFamiliesDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<ArchiveConsentKind, Done>
{
    public async Task<Outcome<Done>> Handle(ArchiveConsentKind request, CancellationToken cancellationToken)
    {
        if (await db.ConsentKinds.SingleOrDefaultAsync(kind => kind.Id == request.KindId && !kind.IsArchived, cancellationToken) is not { } kind)
        {
            return new Refusal("Gone", "Cette autorisation n’est plus demandée : un collègue l’a retirée entre-temps.");
        }

        kind.Archive();
        db.AuditEntries.Add(AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, "consent.archived", $"ConsentKind:{kind.Id}", null, kind.Text));
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
