using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>
/// A guardian shares the own coordinates with the other guardians of the family, or no longer. It changes nothing in the record, so nobody
/// has to accept it; it has effect at once.
/// </summary>
public sealed record ShareCoordinates(bool Shares) : ICommand<Done>
{
    public static Permission Access => Permission.Parent;
}

internal sealed class ShareCoordinatesHandler(IFamiliesDb db, RecordDesk desk, ICurrentUser user, CentreClock clock, Teller<RecordAct> teller)
    : ICommandHandler<ShareCoordinates, Done>
{
    public async Task<Outcome<Done>> Handle(ShareCoordinates request, CancellationToken cancellationToken)
    {
        if (
            !await desk.LockAsync(user.FamilyId, cancellationToken)
            || await db.Guardians.SingleOrDefaultAsync(row => row.Id == user.GuardianId && row.FamilyId == user.FamilyId, cancellationToken) is not { } guardian
        )
        {
            return Refusal.NotFound;
        }

        if (request.Shares && guardian.IsConfidential)
        {
            return new Refusal("Confidential", "Le Centre de Loisirs garde vos coordonnées confidentielles : contactez-le pour les partager de nouveau.");
        }

        guardian.Share(request.Shares, clock.Now);
        await teller.TellAsync(new RecordAct([user.FamilyId]), cancellationToken);
        return Done.It;
    }
}
