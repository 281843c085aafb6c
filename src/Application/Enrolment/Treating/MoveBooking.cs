using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>Staff move a booking to another day or activity: both or nothing, one mail.</summary>
public sealed record MoveBooking(long BookingId, int ActivityId, DateOnly Date, string? Reason) : ICommand<MovedBooking>, IConcernsFamilies
{
    // Whoever treats requests: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Treating);

    public IQueryable<int> FamiliesIn(IPortalDb db) => db.EnrolmentRequests.Where(row => row.Id == BookingId).Select(row => row.FamilyId);
}

/// <param name="LosesBus">True when the new activity's bus does not serve a stop of the old booking: the family must choose another.</param>
public sealed record MovedBooking(bool LosesBus);

internal sealed class MoveBookingValidator : AbstractValidator<MoveBooking>
{
    public MoveBookingValidator() => RuleFor(move => move.Reason).ReasonShortEnough();
}

internal sealed class MoveBookingHandler(
    IEnrolmentDb db,
    EnrolmentDesk desk,
    FilePlaces places,
    CancelBooking cancelBooking,
    RequestLifecycle lifecycle,
    ICurrentUser user,
    CentreClock clock
) : ICommandHandler<MoveBooking, MovedBooking>
{
    public async Task<Outcome<MovedBooking>> Handle(MoveBooking request, CancellationToken cancellationToken)
    {
        // Cancelled first, so that the child's own place does not stand in the way of its new one; a refusal rolls both back.
        var act = new RequestAct(Treatment.Begin(clock.Now, user.UserId, request.Reason));
        var cancelled = await cancelBooking.CancelAsync(request.BookingId, staysOnInvoice: false, act, cancellationToken);
        if (cancelled.IsRefused)
        {
            return cancelled.Refusal;
        }

        var old = cancelled.Value;
        if (await desk.OpenAsync(old.ChildId, request.ActivityId, request.Date, request.Date, Asker.Staff, cancellationToken) is not { } @case)
        {
            return Refusal.NotFound;
        }

        if (@case.Sessions.GetValueOrDefault(request.Date) is { } target)
        {
            if (target.Id == old.SessionId)
            {
                return new Refusal(
                    nameof(RefusalReason.AlreadyBooked),
                    "L’enfant est déjà inscrit à cette activité ce jour-là : choisissez une autre date.",
                    nameof(request.Date)
                );
            }

            await db.LockSessionsAsync([old.SessionId, target.Id], cancellationToken);
        }

        var oldStops = await db
            .BusStops.AsNoTracking()
            .Where(stop => stop.Id == old.OutboundStopId || stop.Id == old.ReturnStopId)
            .ToListAsync(cancellationToken);
        var outbound = SameStop(old.OutboundStopId, stop => stop.OutboundAt is not null);
        var back = SameStop(old.ReturnStopId, stop => stop.ReturnAt is not null);
        var result = await places.FileAsync(@case, [request.Date], Row, act, cancellationToken);
        if (result.NotFiled is [var refused])
        {
            return new Refusal(refused.Code, refused.Sentence, nameof(request.Date));
        }

        await lifecycle.TellAsync(act, cancellationToken);
        return new MovedBooking((old.OutboundStopId is not null && outbound is null) || (old.ReturnStopId is not null && back is null));

        // Every activity has stops of its own; the same place has the same name.
        int? SameStop(int? stopId, Func<BusStop, bool> serves) =>
            oldStops.Find(stop => stop.Id == stopId) is { } known
                ? @case.Activity.BusStops.FirstOrDefault(stop => stop.Name == known.Name && serves(stop))?.Id
                : null;

        EnrolmentRequest Row(Session session) =>
            EnrolmentRequest.Book(new(old.FamilyId, old.ChildId, session.Id, outbound, back), act.Treatment, clock.Today, old.Id);
    }
}
