using ClsPortal.Application.Common;
using ClsPortal.Application.Enrolment;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;

namespace ClsPortal.Application.Treatment;

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
    public static IQueryable<RequestLine> Of(IPortalDb db, IQueryable<EnrolmentRequest> rows) =>
        from row in rows
        join session in db.Sessions on row.SessionId equals session.Id
        join activity in db.Activities on session.ActivityId equals activity.Id
        join child in db.Children on row.ChildId equals child.Id
        join family in db.Families on row.FamilyId equals family.Id
        select new RequestLine { Row = row, Session = session, Activity = activity, Child = child, Family = family };

    /// <summary>Requests that wait.</summary>
    /// <param name="db">The database.</param>
    /// <param name="filter">Of the screen.</param>
    /// <param name="today">On the centre's clocks.</param>
    /// <param name="urgentUntil">Last day of sessions that are soon.</param>
    public static IQueryable<RequestLine> ToTreat(IPortalDb db, ListRequestsToTreat filter, DateOnly today, DateOnly urgentUntil)
    {
        var lines = Of(db, db.EnrolmentRequests.WhereWaiting()).Matching(filter.ActivityId, filter.From, filter.To, filter.Search);
        if (filter.Kind is { } kind)
        {
            lines = lines.Where(line => line.Row.Kind == kind);
        }

        if (filter.OnlyUrgent)
        {
            lines = lines.Where(line => line.Session.Date <= urgentUntil);
        }

        return filter.OnlyLate ? lines.Where(line => line.Row.AnswerDueOn < today) : lines;
    }

    /// <summary>Decisions of the centre.</summary>
    public static IQueryable<RequestLine> Treated(IPortalDb db, ListTreatedRequests filter) =>
        Of(db, Decided(db, filter.Decision)).Matching(filter.ActivityId, filter.From, filter.To, filter.Search);

    /// <summary>Narrowed as every list of requests can be.</summary>
    public static IQueryable<RequestLine> Matching(this IQueryable<RequestLine> lines, int? activityId, DateOnly? from, DateOnly? to, string? search)
    {
        if (activityId is { } activity)
        {
            lines = lines.Where(line => line.Activity.Id == activity);
        }

        if (from is { } first)
        {
            lines = lines.Where(line => line.Session.Date >= first);
        }

        if (to is { } last)
        {
            lines = lines.Where(line => line.Session.Date <= last);
        }

        return SearchKey.Of(search ?? "") is { Length: > 0 } key ? lines.Where(line => line.Family.SearchText.Contains(key)) : lines;
    }

    private static IQueryable<EnrolmentRequest> Decided(IPortalDb db, TreatedDecision? decision)
    {
        // A booking that ended with the family's cancellation is told by that cancellation's own row.
        var all = db.EnrolmentRequests.Where(row => row.TreatmentId != null
            && (row.Status != RequestStatus.Cancelled || !db.EnrolmentRequests.Any(other => other.TreatmentId == row.TreatmentId
                && other.Kind == RequestKind.Cancellation && other.ChildId == row.ChildId && other.SessionId == row.SessionId)));
        return decision switch
        {
            null => all,
            TreatedDecision.EnrolmentAccepted => all.Where(row => row.Kind == RequestKind.Enrolment && row.Status == RequestStatus.Accepted
                && (row.FiledBy != row.DecidedBy || row.FiledAt != row.DecidedAt)),
            TreatedDecision.BookedByCentre => all.Where(row => row.Kind == RequestKind.Enrolment && row.Status == RequestStatus.Accepted
                && row.FiledBy == row.DecidedBy && row.FiledAt == row.DecidedAt),
            TreatedDecision.EnrolmentRefused => all.Where(row => row.Kind == RequestKind.Enrolment && row.Status == RequestStatus.Refused),
            TreatedDecision.CancellationAccepted => all.Where(row => row.Kind == RequestKind.Cancellation && row.Status == RequestStatus.Accepted),
            TreatedDecision.CancellationRefused => all.Where(row => row.Kind == RequestKind.Cancellation && row.Status == RequestStatus.Refused),
            TreatedDecision.CancelledByCentre => all.Where(row => row.Kind == RequestKind.Enrolment && row.Status == RequestStatus.Cancelled),
            _ => throw new ArgumentOutOfRangeException(nameof(decision)),
        };
    }
}
