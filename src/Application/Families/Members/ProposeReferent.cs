using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>
/// A parent asks that another guardian of the family, or oneself, become the référent. The other guardian has to agree: <see cref="AgreeToReferent"/>.
/// </summary>
public sealed record ProposeReferent(int GuardianId) : ICommand<Done>
{
    public static Permission Access => Permission.Parent;
}

internal sealed class ProposeReferentHandler(
    IFamiliesDb db,
    RecordDesk desk,
    ChangeValues values,
    RecordAuthor author,
    ICurrentUser user,
    CentreClock clock,
    Teller<RecordAct> teller
) : ICommandHandler<ProposeReferent, Done>
{
    public async Task<Outcome<Done>> Handle(ProposeReferent request, CancellationToken cancellationToken)
    {
        if (
            !await desk.LockAsync(user.FamilyId, cancellationToken)
            || await db.Guardians.AsNoTracking().SingleOrDefaultAsync(row => row.Id == request.GuardianId && row.FamilyId == user.FamilyId, cancellationToken)
                is not { } guardian
        )
        {
            return Refusal.NotFound;
        }

        if (guardian.IsReferent)
        {
            return new Refusal(RecordEdits.NothingChanged, "Cette personne est déjà le référent de la famille.");
        }

        // One at a time for the whole family: two that wait could both be accepted, and the order would decide.
        if (
            await db
                .ChangeRequests.WherePending()
                .FirstOrDefaultAsync(
                    change => change.FamilyId == user.FamilyId && change.Part == RecordPart.Guardian && change.Field == nameof(Guardian.IsReferent),
                    cancellationToken
                ) is
            { } waiting
        )
        {
            return new Refusal(
                RecordEdits.AlreadyPending,
                $"Une demande {Wording.Of(waiting.FiledByName)} pour changer de référent attend déjà. Elle doit d’abord être traitée ou retirée."
            );
        }

        var change = ChangeRequest.File(
            user.FamilyId,
            RecordSubject.Guardian(request.GuardianId),
            ChangeKind.Change,
            RecordFields.Referent.Key,
            new(clock.Now, user.UserId, await author.NameAsync(cancellationToken)),
            user.GuardianId
        );
        values.Keep(change, RecordValue.No, RecordValue.Yes);
        db.ChangeRequests.Add(change);
        await teller.TellAsync(new RecordAct([user.FamilyId]), cancellationToken);
        return Done.It;
    }
}
