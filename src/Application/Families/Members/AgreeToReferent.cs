using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>The other guardian answers a change of référent that was asked for: yes lets the centre accept it, no ends it.</summary>
public sealed record AgreeToReferent(Guid ChangeId, bool Agrees) : ICommand<Done>
{
    public static Permission Access => Permission.Parent;
}

internal sealed class AgreeToReferentHandler(
    IFamiliesDb db,
    RecordDesk desk,
    ChangeValues values,
    RecordAuthor author,
    ICurrentUser user,
    CentreClock clock,
    Teller<RecordAct> teller
) : ICommandHandler<AgreeToReferent, Done>
{
    public async Task<Outcome<Done>> Handle(AgreeToReferent request, CancellationToken cancellationToken)
    {
        if (
            user.GuardianId == 0
            || !await desk.LockAsync(user.FamilyId, cancellationToken)
            || await db.ChangeRequests.SingleOrDefaultAsync(
                row =>
                    row.Id == request.ChangeId && row.FamilyId == user.FamilyId && row.Part == RecordPart.Guardian && row.Field == nameof(Guardian.IsReferent),
                cancellationToken
            )
                is not { } change
            || await YesOfAsync(change, cancellationToken) != user.GuardianId
        )
        {
            return Refusal.NotFound;
        }

        if (change.Status != ChangeStatus.Pending)
        {
            return new Refusal("AlreadyTreated", "Cette demande a été traitée ou retirée entre-temps : rien n’a été changé.");
        }

        if (request.Agrees)
        {
            change.Agree(user.GuardianId, clock.Now);
        }
        else
        {
            values.Decide(
                change,
                ChangeStatus.Refused,
                clock.Now,
                user.UserId,
                await author.NameAsync(cancellationToken),
                "L’autre responsable n’est pas d’accord."
            );
        }

        await teller.TellAsync(new RecordAct([user.FamilyId]), cancellationToken);
        return Done.It;
    }

    private async Task<int> YesOfAsync(ChangeRequest change, CancellationToken cancellationToken)
    {
        var referent = await db
            .Guardians.Where(guardian => guardian.FamilyId == user.FamilyId && guardian.IsReferent)
            .Select(guardian => guardian.Id)
            .SingleOrDefaultAsync(cancellationToken);
        return ChangeRequest.WhoseYes(change.FiledByGuardianId ?? 0, referent, change.SubjectId);
    }
}
