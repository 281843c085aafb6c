using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>A parent takes back a request that waits: a second click on the day, or the red cross. The place is free at once (SPEC rule 6).</summary>
public sealed record WithdrawRequest(long RequestId) : ICommand<Done>
{
    public static Permission Access => Permission.Parent;
}

internal sealed class WithdrawRequestHandler(IPortalDb db, ICurrentUser user, CentreClock clock, ITransactions transactions, ChangeFeed feed)
    : ICommandHandler<WithdrawRequest, Done>
{
    public async Task<Outcome<Done>> Handle(WithdrawRequest request, CancellationToken cancellationToken)
    {
        if (await OwnRequest.FindAsync(db, user, request.RequestId, cancellationToken) is not { } own)
        {
            return Refusal.NotFound;
        }

        if (own.CanChangeOrWithdraw(clock) is { IsAllowed: false } refused)
        {
            return own.Say(refused, clock);
        }

        var withdrawn = await db
            .EnrolmentRequests.WhereOpenTo(db, user)
            .Where(row => row.Id == request.RequestId)
            .WhereWaiting()
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.Status, RequestStatus.Withdrawn)
                        .SetProperty(row => row.DecidedAt, clock.Now)
                        .SetProperty(row => row.DecidedBy, user.UserId),
                cancellationToken
            );
        if (withdrawn == 0)
        {
            return own.Say(Decision.Refuse(RefusalReason.AlreadyTreated), clock);
        }

        if (own.Request.Kind == RequestKind.Enrolment)
        {
            await db.ReleasePlacesAsync([own.Session.Id], cancellationToken);
        }

        transactions.AfterCommit(() => feed.Publish(new ChangeNotice([user.FamilyId], [own.Session.Id])));
        return Done.It;
    }
}
