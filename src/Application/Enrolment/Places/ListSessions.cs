using ClsPortal.Application.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>The sessions of one activity in a month, with their fill. Without an activity: the first one by name.</summary>
public sealed record ListSessions(int? ActivityId, DateOnly Month) : IQuery<SessionList>
{
    // Treating staff read them to answer families; only directors change them (SetSessionCapacity).
    public static Permission Access => Permission.Of(Roles.Treating);
}

public sealed record SessionList(int ActivityId, DateOnly Month, IReadOnlyList<ActivityName> Activities, IReadOnlyList<SessionFill> Sessions);

/// <param name="SessionId">The session.</param>
/// <param name="ActivityId">The activity.</param>
/// <param name="ActivityName">As parents know it.</param>
/// <param name="Date">The day.</param>
/// <param name="Capacity">Places in all.</param>
/// <param name="PlacesTaken">Held by requests and bookings.</param>
/// <param name="Waiting">Requests for it that wait.</param>
/// <param name="IsClosed">True when the centre closed the day.</param>
public sealed record SessionFill(int SessionId, int ActivityId, string ActivityName, DateOnly Date, int Capacity, int PlacesTaken, int Waiting, bool IsClosed);

internal sealed class ListSessionsValidator : AbstractValidator<ListSessions>
{
    public ListSessionsValidator() => RuleFor(list => list.Month).IsMonth();
}

internal sealed class ListSessionsHandler(IEnrolmentDb db) : IQueryHandler<ListSessions, SessionList>
{
    public async Task<Outcome<SessionList>> Handle(ListSessions request, CancellationToken cancellationToken)
    {
        var first = new DateOnly(request.Month.Year, request.Month.Month, 1);
        var next = first.AddMonths(1);
        var activities = await db
            .Activities.OrderBy(activity => activity.SortKey)
            .Select(activity => new ActivityName(activity.Id, activity.Name))
            .ToListAsync(cancellationToken);
        var chosen = request.ActivityId is null ? activities.FirstOrDefault() : activities.Find(activity => activity.Id == request.ActivityId);
        if (chosen is null)
        {
            return request.ActivityId is null ? new SessionList(0, first, [], []) : Refusal.NotFound;
        }

        var sessions = await db
            .Sessions.Where(session =>
                session.ActivityId == chosen.Id && session.Date >= first && session.Date < next && !(session.IsOutOfPlan && session.PlacesTaken == 0)
            )
            .OrderBy(session => session.Date)
            .Select(session => new SessionFill(
                session.Id,
                chosen.Id,
                chosen.Name,
                session.Date,
                session.Capacity,
                session.PlacesTaken,
                db.EnrolmentRequests.Count(row => row.SessionId == session.Id && row.Status == Domain.Enrolment.RequestStatus.Pending),
                session.IsClosed
            ))
            .ToListAsync(cancellationToken);
        return new SessionList(chosen.Id, first, activities, sessions);
    }
}
