using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>How many requests wait for the sessions of one day.</summary>
internal sealed record WaitingDay(DateOnly Date, int Waiting);

/// <summary>
/// What waits, by day. Requests are counted session by session, in the order of the index of what waits and from it alone, before anything is joined: counted
/// and sorted one by one, tens of thousands took most of a page's time.
/// </summary>
internal static class WaitingDays
{
    /// <summary>The days of what waits, the soonest first.</summary>
    /// <param name="rows">Requests that wait, all or some.</param>
    /// <param name="db">The database.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static Task<List<WaitingDay>> ByDayAsync(this IQueryable<EnrolmentRequest> rows, IEnrolmentDb db, CancellationToken cancellationToken) =>
        (
            from waiting in rows.GroupBy(row => row.SessionId).Select(all => new { SessionId = all.Key, Count = all.Count() })
            join session in db.Sessions on waiting.SessionId equals session.Id
            group waiting by session.Date into day
            orderby day.Key
            select new WaitingDay(day.Key, day.Sum(of => of.Count))
        ).ToListAsync(cancellationToken);

    /// <summary>The days that hold the lines of a page, and how many lines of the first of them stand on earlier pages; null when the list is empty.</summary>
    public static (DateOnly First, DateOnly Last, int Before)? Holding(this IEnumerable<WaitingDay> days, PageCut cut)
    {
        var (from, to) = ((cut.Number - 1) * cut.Size, cut.Number * cut.Size);
        (DateOnly First, DateOnly Last, int Before)? held = null;
        var counted = 0;
        foreach (var day in days)
        {
            if (counted >= to)
            {
                break;
            }

            if (counted + day.Waiting > from)
            {
                held = held is { } begun ? begun with { Last = day.Date } : (day.Date, day.Date, from - counted);
            }

            counted += day.Waiting;
        }

        return held;
    }
}
