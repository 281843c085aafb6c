using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>A date that was not filed, and why.</summary>
public sealed record NotFiled(DateOnly Date, string Code, string Sentence);

/// <summary>What became of each date.</summary>
public sealed record FiledPlaces(IReadOnlyList<DateOnly> Filed, IReadOnlyList<NotFiled> NotFiled);

/// <summary>
/// Writes the rows that hold a place and takes the places, in a bounded number of statements whatever the number of dates.
/// The hot rows, the sessions', are locked last and for one round trip (decision 0003). The caller tells the act.
/// </summary>
internal sealed class FilePlaces(IEnrolmentDb db)
{
    public async Task<FiledPlaces> FileAsync(
        EnrolmentCase @case,
        IEnumerable<DateOnly> dates,
        Func<Session, EnrolmentRequest> row,
        RequestAct act,
        CancellationToken cancellationToken
    )
    {
        var rows = new SortedDictionary<DateOnly, EnrolmentRequest>();
        var notFiled = new List<NotFiled>();
        foreach (var date in dates.Distinct().Order())
        {
            var decision = @case.Decide(date);
            if (decision.IsAllowed)
            {
                rows[date] = row(@case.Sessions[date]);
            }
            else
            {
                notFiled.Add(Report(@case, date, decision));
            }
        }

        if (rows.Count > 0)
        {
            db.EnrolmentRequests.AddRange(rows.Values);
            await db.SaveChangesAsync(cancellationToken);
            var taken = await db.TakePlacesAsync([.. rows.Values.Select(request => request.SessionId)], cancellationToken);
            var lost = rows.Where(pair => !taken.Contains(pair.Value.SessionId)).ToList();
            if (lost.Count > 0)
            {
                // Somebody was faster between our reading and our taking.
                var ids = lost.ConvertAll(pair => pair.Value.Id);
                await db.EnrolmentRequests.Where(request => ids.Contains(request.Id)).ExecuteDeleteAsync(cancellationToken);
                var sessionIds = lost.ConvertAll(pair => pair.Value.SessionId);
                var closed = await db
                    .Sessions.Where(session => sessionIds.Contains(session.Id) && session.IsClosed)
                    .Select(session => new { session.Id, session.ClosedReason })
                    .ToDictionaryAsync(session => session.Id, session => session.ClosedReason, cancellationToken);
                foreach (var (date, request) in lost)
                {
                    rows.Remove(date);
                    notFiled.Add(
                        Report(
                            @case,
                            date,
                            closed.TryGetValue(request.SessionId, out var why)
                                ? Decision.Refuse(RefusalReason.SessionClosed, detail: why)
                                : Decision.Refuse(RefusalReason.Full)
                        )
                    );
                }
            }

            act.Take(rows.Select(pair => new RequestInHand(pair.Value, @case.Child.FirstName, @case.Activity.Name, pair.Key)));
        }

        return new FiledPlaces([.. rows.Keys], [.. notFiled.OrderBy(report => report.Date)]);
    }

    private static NotFiled Report(EnrolmentCase @case, DateOnly date, Decision decision)
    {
        var refusal = @case.Sentences.For(decision);
        return new NotFiled(date, refusal.Code, refusal.Sentence);
    }
}
