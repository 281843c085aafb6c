using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Application.Enrolment;

/// <summary>A request with what it is about and whose it is.</summary>
internal sealed class RequestLine
{
    public required EnrolmentRequest Row { get; init; }

    public required Session Session { get; init; }

    public required Activity Activity { get; init; }

    public required Child Child { get; init; }

    public required Family Family { get; init; }
}

/// <summary>What the lists of requests show. Screens and their files both ask here, so that a file holds what was seen.</summary>
internal static class RequestLines
{
    /// <summary>The requests with all that a file says of them.</summary>
    public static IQueryable<RequestLine> Of(IEnrolmentDb db, IQueryable<EnrolmentRequest> rows) =>
        from row in rows
        join session in db.Sessions on row.SessionId equals session.Id
        join activity in db.Activities on session.ActivityId equals activity.Id
        join child in db.Children on row.ChildId equals child.Id
        join family in db.Families on row.FamilyId equals family.Id
        select new RequestLine
        {
            Row = row,
            Session = session,
            Activity = activity,
            Child = child,
            Family = family,
        };

    /// <summary>Requests that wait.</summary>
    /// <param name="db">The database.</param>
    /// <param name="filter">Of the screen.</param>
    /// <param name="today">On the centre's clocks.</param>
    /// <param name="urgentUntil">Last day of sessions that are soon.</param>
    public static IQueryable<EnrolmentRequest> ToTreat(IEnrolmentDb db, ListRequestsToTreat filter, DateOnly today, DateOnly urgentUntil)
    {
        var to = filter.OnlyUrgent && (filter.To is null || filter.To > urgentUntil) ? urgentUntil : filter.To;
        var rows = db.EnrolmentRequests.WhereWaiting().Matching(db, filter.ActivityId, filter.From, to, filter.Search);
        if (filter.Kind is { } kind)
        {
            rows = rows.Where(row => row.Kind == kind);
        }

        return filter.OnlyLate ? rows.Where(row => row.AnswerDueOn < today) : rows;
    }

    /// <summary>Decisions of the centre.</summary>
    public static IQueryable<EnrolmentRequest> Treated(IEnrolmentDb db, ListTreatedRequests filter) =>
        Decided(db, filter.Decision).Matching(db, filter.ActivityId, filter.From, filter.To, filter.Search);

    /// <summary>Narrowed as every list of requests can be. Sessions and families are asked for only where the filter speaks of them.</summary>
    public static IQueryable<EnrolmentRequest> Matching(
        this IQueryable<EnrolmentRequest> rows,
        IEnrolmentDb db,
        int? activityId,
        DateOnly? from,
        DateOnly? to,
        string? search
    )
    {
        IQueryable<Session>? sessions = null;
        if (activityId is { } activity)
        {
            sessions = db.Sessions.Where(session => session.ActivityId == activity);
        }

        if (from is { } first)
        {
            sessions = (sessions ?? db.Sessions).Where(session => session.Date >= first);
        }

        if (to is { } last)
        {
            sessions = (sessions ?? db.Sessions).Where(session => session.Date <= last);
        }

        if (SearchKey.Of(search ?? "") is { Length: > 0 } key)
        {
            var families = db.Families.Where(family => family.SearchText.Contains(key)).Select(family => family.Id);
            rows = rows.Where(row => families.Contains(row.FamilyId));
        }

        return sessions is null ? rows : rows.Where(row => sessions.Select(session => session.Id).Contains(row.SessionId));
    }

    private static IQueryable<EnrolmentRequest> Decided(IEnrolmentDb db, TreatedDecision? decision)
    {
        // A booking that ended with the family's cancellation is told by that cancellation's own row.
        var all = db.EnrolmentRequests.Where(row =>
            row.TreatmentId != null
            && (
                row.Status != RequestStatus.Cancelled
                || !db.EnrolmentRequests.Any(other =>
                    other.TreatmentId == row.TreatmentId
                    && other.Kind == RequestKind.Cancellation
                    && other.ChildId == row.ChildId
                    && other.SessionId == row.SessionId
                )
            )
        );
        return decision switch
        {
            null => all,
            TreatedDecision.EnrolmentAccepted => all.Where(row =>
                row.Kind == RequestKind.Enrolment && row.Status == RequestStatus.Accepted && (row.FiledBy != row.DecidedBy || row.FiledAt != row.DecidedAt)
            ),
            TreatedDecision.BookedByCentre => all.Where(row =>
                row.Kind == RequestKind.Enrolment && row.Status == RequestStatus.Accepted && row.FiledBy == row.DecidedBy && row.FiledAt == row.DecidedAt
            ),
            TreatedDecision.EnrolmentRefused => all.Where(row => row.Kind == RequestKind.Enrolment && row.Status == RequestStatus.Refused),
            TreatedDecision.CancellationAccepted => all.Where(row => row.Kind == RequestKind.Cancellation && row.Status == RequestStatus.Accepted),
            TreatedDecision.CancellationRefused => all.Where(row => row.Kind == RequestKind.Cancellation && row.Status == RequestStatus.Refused),
            TreatedDecision.CancelledByCentre => all.Where(row => row.Kind == RequestKind.Enrolment && row.Status == RequestStatus.Cancelled),
            _ => throw new ArgumentOutOfRangeException(nameof(decision)),
        };
    }
}
