using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
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

internal sealed class ChangePendingRequestHandler(
    IPortalDb db,
    RecordSight sight,
    ICurrentUser user,
    CentreClock clock,
    ITransactions transactions,
    ChangeFeed feed
) : ICommandHandler<ChangePendingRequest, Done>
{
    public async Task<Outcome<Done>> Handle(ChangePendingRequest request, CancellationToken cancellationToken)
    {
        if (await OwnRequest.FindAsync(db, user, request.RequestId, cancellationToken) is not { } own)
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
        var note = string.IsNullOrWhiteSpace(request.Note) ? kept : request.Note.Trim();
        var changed = await db
            .EnrolmentRequests.WhereOpenTo(db, user)
            .Where(row => row.Id == request.RequestId)
            .WhereWaiting()
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.OutboundStopId, request.OutboundStopId)
                        .SetProperty(row => row.ReturnStopId, request.ReturnStopId)
                        .SetProperty(row => row.Note, note),
                cancellationToken
            );
        if (changed == 0)
        {
            return own.Say(Decision.Refuse(RefusalReason.AlreadyTreated), clock);
        }

        transactions.AfterCommit(() => feed.Publish(new ChangeNotice([user.FamilyId], [])));
        return Done.It;
    }
}
