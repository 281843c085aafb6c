using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>A parent takes back, before it is treated, a change that he or she filed; another guardian may not.</summary>
public sealed record WithdrawChange(Guid ChangeId) : ICommand<Done>
{
    public static Permission Access => Permission.Parent;
}

internal sealed class WithdrawChangeHandler(
    IFamiliesDb db,
    RecordDesk desk,
    ChangeValues values,
    RecordAuthor author,
    ICurrentUser user,
    CentreClock clock,
    Teller<RecordAct> teller
) : ICommandHandler<WithdrawChange, Done>
{
    public async Task<Outcome<Done>> Handle(WithdrawChange request, CancellationToken cancellationToken)
    {
        if (
            !await desk.LockAsync(user.FamilyId, cancellationToken)
            || await db.ChangeRequests.SingleOrDefaultAsync(change => change.Id == request.ChangeId && change.FamilyId == user.FamilyId, cancellationToken)
                is not { } change
            || !change.IsFiledBy(user)
        )
        {
            return Refusal.NotFound;
        }

        if (change.Status != ChangeStatus.Pending)
        {
            return new Refusal("AlreadyTreated", "Cette demande a été traitée ou retirée entre-temps : rien n’a été changé.");
        }

        values.Decide(change, ChangeStatus.Withdrawn, clock.Now, user.UserId, await author.NameAsync(cancellationToken), null);
        await teller.TellAsync(new RecordAct([user.FamilyId]), cancellationToken);
        return Done.It;
    }
}
