using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;

namespace ClsPortal.Application.Enrolment;

/// <summary>What the history can be narrowed to.</summary>
public interface IHistoryFilter
{
    int? ChildId { get; }

    int? ActivityId { get; }

    DateOnly? From { get; }

    DateOnly? To { get; }
}

/// <summary>A request that no longer waits, with what it is about.</summary>
internal sealed class HistoryEntry
{
    public required EnrolmentRequest Row { get; init; }

    public required Child Child { get; init; }

    public required Session Session { get; init; }

    public required Activity Activity { get; init; }

    public static IQueryable<HistoryEntry> Of(IEnrolmentDb db, ICurrentUser user) =>
        from row in db.EnrolmentRequests.WhereOpenTo(db, user)
        join child in db.Children on row.ChildId equals child.Id
        join session in db.Sessions on row.SessionId equals session.Id
        join activity in db.Activities on session.ActivityId equals activity.Id
        where row.Status != RequestStatus.Pending
        select new HistoryEntry
        {
            Row = row,
            Child = child,
            Session = session,
            Activity = activity,
        };
}

internal static class HistoryFilters
{
    public static IQueryable<HistoryEntry> Matching(this IQueryable<HistoryEntry> entries, IHistoryFilter filter)
    {
        if (filter.ChildId is { } childId)
        {
            entries = entries.Where(line => line.Child.Id == childId);
        }

        if (filter.ActivityId is { } activityId)
        {
            entries = entries.Where(line => line.Activity.Id == activityId);
        }

        if (filter.From is { } from)
        {
            entries = entries.Where(line => line.Session.Date >= from);
        }

        if (filter.To is { } to)
        {
            entries = entries.Where(line => line.Session.Date <= to);
        }

        return entries;
    }
}
