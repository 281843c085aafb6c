using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>A parent changes the bus or the note of a request that waits (SPEC rule 6).</summary>
public sealed record ChangePendingRequest(long RequestId, int? OutboundStopId, int? ReturnStopId, string? Note) : ICommand<Done>
{
    public static Permission Access => Permission.Parent;
}

internal sealed class ChangePendingRequestValidator : AbstractValidator<ChangePendingRequest>
{
    public ChangePendingRequestValidator() => RuleFor(change => change.Note).ShortEnough();
}

internal sealed class ChangePendingRequestHandler(IEnrolmentDb db, RecordSight sight, RequestLifecycle lifecycle, ICurrentUser user, CentreClock clock)
    : ICommandHandler<ChangePendingRequest, Done>
{
    public async Task<Outcome<Done>> Handle(ChangePendingRequest request, CancellationToken cancellationToken)
    {
        if (await OwnRequest.TakeAsync(db, user, request.RequestId, cancellationToken) is not { } own)
        {
            return Refusal.NotFound;
        }

        if (own.CanChangeOrWithdraw(clock) is { IsAllowed: false } refused)
        {
            return own.Say(refused, clock);
        }

        var stops = await db.BusStops.AsNoTracking().Where(stop => stop.ActivityId == own.Activity.Id).ToListAsync(cancellationToken);
        if (
            (
                request.OutboundStopId is { } outbound
                && !stops.Exists(stop => stop.Id == outbound && stop.OutboundAt is not null && (!stop.IsRetired || outbound == own.Request.OutboundStopId))
            )
            || (
                request.ReturnStopId is { } back
                && !stops.Exists(stop => stop.Id == back && stop.ReturnAt is not null && (!stop.IsRetired || back == own.Request.ReturnStopId))
            )
        )
        {
            return own.Say(Decision.Refuse(RefusalReason.UnknownBusStop), clock);
        }

        // What another wrote and this parent does not see stays: an empty field says nothing of it.
        var kept = own.Request.NoteFor(await sight.OfParentAsync(cancellationToken), user.UserId) is null ? own.Request.Note : null;
        var note = string.IsNullOrWhiteSpace(request.Note) ? kept : request.Note;
        var row = own.Request;
        if (row.Change(request.OutboundStopId, request.ReturnStopId, note) is { IsAllowed: false } treated)
        {
            return own.Say(treated, clock);
        }

        await db
            .EnrolmentRequests.Where(stored => stored.Id == row.Id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(stored => stored.OutboundStopId, row.OutboundStopId)
                        .SetProperty(stored => stored.ReturnStopId, row.ReturnStopId)
                        .SetProperty(stored => stored.Note, row.Note),
                cancellationToken
            );
        await lifecycle.SettleAsync(new RequestAct(Treatment.Begin(clock.Now, user.UserId)), [own.InHand], cancellationToken);
        return Done.It;
    }
}
