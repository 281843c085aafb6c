using ClsPortal.Application.Common;
using ClsPortal.Application.Enrolment;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Treatment;

/// <summary>The sessions of one activity in a month, with their fill. Without an activity: the first one by name.</summary>
public sealed record ListSessions(int? ActivityId, DateOnly Month) : IQuery<SessionList>
{
    // Treating staff read them to answer families; only directors change them (SetSessionCapacity).
    public static Access Access => Access.Of(Roles.Treating);
}

public sealed record SessionList(int ActivityId, DateOnly Month, IReadOnlyList<ActivityName> Activities, IReadOnlyList<SessionFill> Sessions);

internal sealed class ListSessionsValidator : AbstractValidator<ListSessions>
{
    public ListSessionsValidator() => RuleFor(list => list.Month).IsMonth();
}

internal sealed class ListSessionsHandler(IPortalDb db) : IQueryHandler<ListSessions, SessionList>
{
    public async Task<Outcome<SessionList>> Handle(ListSessions request, CancellationToken cancellationToken)
    {
        var first = new DateOnly(request.Month.Year, request.Month.Month, 1);
        var next = first.AddMonths(1);
        var activities = await db.Activities.OrderBy(activity => activity.SortKey)
            .Select(activity => new ActivityName(activity.Id, activity.Name)).ToListAsync(cancellationToken);
        var chosen = request.ActivityId is null ? activities.FirstOrDefault() : activities.Find(activity => activity.Id == request.ActivityId);
        if (chosen is null)
        {
            return request.ActivityId is null ? new SessionList(0, first, [], []) : Refusal.NotFound;
        }

        var sessions = await db.Sessions.Where(session => session.ActivityId == chosen.Id && session.Date >= first && session.Date < next && !(session.IsOutOfPlan && session.PlacesTaken == 0))
            .OrderBy(session => session.Date)
            .Select(session => new SessionFill(
                session.Id, chosen.Id, chosen.Name, session.Date, session.Capacity, session.PlacesTaken,
                db.EnrolmentRequests.Count(row => row.SessionId == session.Id && row.Status == Domain.Enrolment.RequestStatus.Pending), session.IsClosed))
            .ToListAsync(cancellationToken);
        return new SessionList(chosen.Id, first, activities, sessions);
    }
}
