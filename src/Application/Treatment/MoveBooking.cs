using ClsPortal.Application.Common;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Messaging;
using ClsPortal.Domain.Administration;
using ClsPortal.Domain.Enrolment;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Treatment;

/// <summary>Staff move a booking to another day or activity: both or nothing, one mail.</summary>
public sealed record MoveBooking(long BookingId, int ActivityId, DateOnly Date, string? Reason) : ICommand<Done>
{
    // Whoever treats requests: SPEC, "Who may do what".
    public static Access Access => Access.Of(Roles.Treating);
}

internal sealed class MoveBookingValidator : AbstractValidator<MoveBooking>
{
    public MoveBookingValidator() => RuleFor(move => move.Reason).ReasonShortEnough();
}

internal sealed class MoveBookingHandler(
    IPortalDb db, EnrolmentDesk desk, FilePlaces places, CancelBooking cancelBooking, FamilyMails mails, ICurrentUser user, CentreClock clock)
    : ICommandHandler<MoveBooking, Done>
{
    public async Task<Outcome<Done>> Handle(MoveBooking request, CancellationToken cancellationToken)
    {
        var childId = await db.EnrolmentRequests.Where(row => row.Id == request.BookingId).Select(row => row.ChildId).SingleOrDefaultAsync(cancellationToken);
        if (!await desk.LockChildAsync(childId, Asker.Staff, cancellationToken))
        {
            return Refusal.NotFound;
        }

        // Cancelled first, so that the child's own place does not stand in the way of its new one; a refusal rolls both back.
        var treatment = Guid.CreateVersion7();
        var cancelled = await cancelBooking.CancelAsync(request.BookingId, staysOnInvoice: false, request.Reason, treatment, cancellationToken);
        if (cancelled.IsRefused)
        {
            return cancelled.Refusal;
        }

        if (await desk.OpenAsync(childId, request.ActivityId, request.Date, request.Date, Asker.Staff, cancellationToken) is not { } @case)
        {
            return Refusal.NotFound;
        }

        var old = cancelled.Value;
        var keepsBus = @case.CheckStops(old.OutboundStopId, old.ReturnStopId).IsAllowed;
        var result = await places.FileAsync(@case, [request.Date], Row, cancellationToken);
        if (result.NotFiled is [var refused])
        {
            return new Refusal(refused.Code, refused.Sentence, nameof(request.Date));
        }

        db.AuditEntries.Add(AuditEntry.Record(
            clock.Now, user.UserId, user.DisplayName, "booking.moved", $"EnrolmentRequest:{request.BookingId}", old.FamilyId, request.Reason));
        TreatedLine[] lines = [old.Line, new TreatedLine(@case.Child.FirstName, @case.Activity.Name, request.Date, TreatedOutcome.BookedByCentre, request.Reason)];
        await mails.TellAsync(lines.ToLookup(_ => old.FamilyId), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;

        EnrolmentRequest Row(Session session) => EnrolmentRequest.Book(
            old.FamilyId, childId, session.Id, keepsBus ? old.OutboundStopId : null, keepsBus ? old.ReturnStopId : null, request.Reason, clock.Now, user.UserId,
            treatment, clock.Today);
    }
}
