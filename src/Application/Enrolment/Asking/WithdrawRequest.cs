using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;

namespace ClsPortal.Application.Enrolment;

/// <summary>A parent takes back a request that waits: a second click on the day, or the red cross. The place is free at once (SPEC rule 6).</summary>
public sealed record WithdrawRequest(long RequestId) : ICommand<Done>
{
    public static Permission Access => Permission.Parent;
}

internal sealed class WithdrawRequestHandler(IEnrolmentDb db, RequestLifecycle lifecycle, ICurrentUser user, CentreClock clock)
    : ICommandHandler<WithdrawRequest, Done>
{
    public async Task<Outcome<Done>> Handle(WithdrawRequest request, CancellationToken cancellationToken)
    {
        if (await OwnRequest.TakeAsync(db, user, request.RequestId, cancellationToken) is not { } own)
        {
            return Refusal.NotFound;
        }

        if (own.CanChangeOrWithdraw(clock) is { IsAllowed: false } tooLate)
        {
            return own.Say(tooLate, clock);
        }

        if (own.Request.Withdraw(clock.Now, user.UserId) is { IsAllowed: false } refused)
        {
            return own.Say(refused, clock);
        }

        await lifecycle.SettleAsync(new RequestAct(Treatment.Begin(clock.Now, user.UserId)), [own.InHand], cancellationToken);
        return Done.It;
    }
}
