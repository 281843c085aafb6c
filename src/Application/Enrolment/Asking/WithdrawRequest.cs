using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;

namespace ClsPortal.Application.Enrolment;

/// <summary>A parent takes back a request that waits: a second click on the day, or the red cross. The place is free at once (SPEC rule 6).</summary>
public sealed record WithdrawRequest(long RequestId) : ICommand<RequestWithdrawn>
{
    public static Permission Access => Permission.Parent;
}

/// <param name="Day">The day as the calendar shows it from now on; null when the child left the centre.</param>
public sealed record RequestWithdrawn(CalendarDay? Day);

internal sealed class WithdrawRequestHandler(IEnrolmentDb db, EnrolmentDesk desk, RequestLifecycle lifecycle, ICurrentUser user, CentreClock clock)
    : ICommandHandler<WithdrawRequest, RequestWithdrawn>
{
    public async Task<Outcome<RequestWithdrawn>> Handle(WithdrawRequest request, CancellationToken cancellationToken)
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

        // Read before the place is given back: a session's row is held for as short as can be (decision 0003).
        var date = own.Session.Date;
        var @case = await desk.OpenAsync(own.Request.ChildId, own.Activity.Id, date, date, Asker.Parent, cancellationToken);
        await lifecycle.SettleAsync(new RequestAct(Treatment.Begin(clock.Now, user.UserId)), [own.InHand], cancellationToken);
        var day = @case?.Without(own.Request).DayOn(date);
        return new RequestWithdrawn(day?.WithPlaces(day.PlacesLeft + 1) ?? day);
    }
}
