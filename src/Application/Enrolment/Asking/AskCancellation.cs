using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using FluentValidation;

namespace ClsPortal.Application.Enrolment;

/// <summary>A parent asks the centre to cancel a booking, before the cutoff (SPEC rule 7).</summary>
public sealed record AskCancellation(long BookingId, string? Note = null) : ICommand<Done>
{
    public static Permission Access => Permission.Parent;
}

internal sealed class AskCancellationValidator : AbstractValidator<AskCancellation>
{
    public AskCancellationValidator() => RuleFor(ask => ask.Note).ShortEnough();
}

internal sealed class AskCancellationHandler(IEnrolmentDb db, ICurrentUser user, CentreClock clock, EnrolmentDesk desk, RequestLifecycle lifecycle)
    : ICommandHandler<AskCancellation, Done>
{
    public async Task<Outcome<Done>> Handle(AskCancellation request, CancellationToken cancellationToken)
    {
        // Found once to know whose row to lock, and again behind the lock: a second click then sees what the first one filed, and whoever
        // cancels the booking at this moment sees that the family asked.
        if (
            await OwnRequest.FindAsync(db, user, request.BookingId, cancellationToken) is not { } found
            || !await desk.LockChildAsync(found.Request.ChildId, Asker.Parent, cancellationToken)
            || await OwnRequest.TakeAsync(db, user, request.BookingId, cancellationToken) is not { } own
        )
        {
            return Refusal.NotFound;
        }

        if (own.CanAskCancellation(clock) is { IsAllowed: false } refused)
        {
            return own.Say(refused, clock);
        }

        var filed = EnrolmentRequest.File(
            RequestKind.Cancellation,
            new(user.FamilyId, own.Request.ChildId, own.Session.Id),
            request.Note,
            clock.Now,
            user.UserId,
            own.Centre.AnswerDueOn(clock.Today, own.Session.Date)
        );
        db.EnrolmentRequests.Add(filed);
        await db.SaveChangesAsync(cancellationToken);
        var act = new RequestAct(Treatment.Begin(clock.Now, user.UserId));
        act.Take(new RequestInHand(filed, own.ChildName, own.Activity.Name, own.Session.Date));
        await lifecycle.TellAsync(act, cancellationToken);
        return Done.It;
    }
}
