using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
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

internal sealed class AskCancellationHandler(
    IPortalDb db,
    ICurrentUser user,
    CentreClock clock,
    EnrolmentDesk desk,
    ITransactions transactions,
    ChangeFeed feed
) : ICommandHandler<AskCancellation, Done>
{
    public async Task<Outcome<Done>> Handle(AskCancellation request, CancellationToken cancellationToken)
    {
        // Found once to know whose row to lock, and again behind the lock: a second click then sees what the first one filed.
        if (
            await OwnRequest.FindAsync(db, user, request.BookingId, cancellationToken) is not { } found
            || !await desk.LockChildAsync(found.Request.ChildId, Asker.Parent, cancellationToken)
            || await OwnRequest.FindAsync(db, user, request.BookingId, cancellationToken) is not { } own
        )
        {
            return Refusal.NotFound;
        }

        if (own.CanAskCancellation(clock) is { IsAllowed: false } refused)
        {
            return own.Say(refused, clock);
        }

        db.EnrolmentRequests.Add(
            EnrolmentRequest.File(
                RequestKind.Cancellation,
                user.FamilyId,
                own.Request.ChildId,
                own.Session.Id,
                null,
                null,
                request.Note,
                clock.Now,
                user.UserId,
                own.Centre.AnswerDueOn(clock.Today, own.Session.Date)
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        transactions.AfterCommit(() => feed.Publish(new ChangeNotice([user.FamilyId], [])));
        return Done.It;
    }
}
