using System.Linq.Expressions;
using ClsPortal.Application.Centre;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>What settling did.</summary>
/// <param name="Cancelled">Bookings cancelled.</param>
/// <param name="Refused">Requests refused.</param>
/// <param name="Families">Families told, one mail each.</param>
/// <param name="FamiliesWithoutEmail">Numbers of those that must be told otherwise.</param>
public sealed record Settled(int Cancelled, int Refused, int Families, IReadOnlyList<string> FamiliesWithoutEmail)
{
    /// <summary>Bookings of the own family, left to a colleague.</summary>
    public int OwnLeft { get; init; }
}

/// <summary>
/// Cancels bookings, refuses requests, frees their places and tells each family once. In the caller's transaction, in a bounded number of statements.
/// </summary>
internal sealed class BookingSettler(
    IPortalDb db,
    SetupDesk setup,
    FamilyMails mails,
    ICurrentUser user,
    CentreClock clock,
    ITransactions transactions,
    ChangeFeed feed
)
{
    /// <summary>Marks what is live among the rows. Bookings are cancelled, requests refused, and a family's own request to cancel is granted by it.</summary>
    public async Task MarkAsync(Expression<Func<EnrolmentRequest, bool>> which, string reason, Guid treatment, CancellationToken cancellationToken)
    {
        await db
            .EnrolmentRequests.Where(which)
            .WhereHoldingAPlace()
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.Status, row => row.Status == RequestStatus.Accepted ? RequestStatus.Cancelled : RequestStatus.Refused)
                        .Decided(treatment, reason, clock.Now, user.UserId),
                cancellationToken
            );
        await db
            .EnrolmentRequests.WhereWaiting()
            .Where(row =>
                row.Kind == RequestKind.Cancellation
                && db.EnrolmentRequests.Any(booking =>
                    booking.TreatmentId == treatment
                    && booking.Kind == RequestKind.Enrolment
                    && booking.ChildId == row.ChildId
                    && booking.SessionId == row.SessionId
                )
            )
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Status, RequestStatus.Accepted).Decided(treatment, reason, clock.Now, user.UserId),
                cancellationToken
            );
    }

    /// <summary>Frees the places of what was marked, records it and writes the mails; the caller saves.</summary>
    public async Task<Settled> TellAsync(Guid treatment, string reason, string subject, CancellationToken cancellationToken)
    {
        var rows = await (
            from row in db.EnrolmentRequests
            join child in db.Children on row.ChildId equals child.Id
            join session in db.Sessions on row.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            where row.TreatmentId == treatment && row.Kind == RequestKind.Enrolment
            orderby row.Id
            select new
            {
                row.Id,
                row.FamilyId,
                row.ChildId,
                row.Status,
                SessionId = session.Id,
                session.Date,
                child.FirstName,
                activity.Name,
            }
        ).ToListAsync(cancellationToken);
        var sessionIds = rows.Select(row => row.SessionId).Distinct().ToList();
        await db.LockSessionsAsync(sessionIds, cancellationToken);
        await db
            .Sessions.Where(session => sessionIds.Contains(session.Id))
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(
                        session => session.PlacesTaken,
                        session =>
                            session.PlacesTaken
                            - db.EnrolmentRequests.Count(row =>
                                row.SessionId == session.Id && row.TreatmentId == treatment && row.Kind == RequestKind.Enrolment
                            )
                    ),
                cancellationToken
            );
        foreach (var row in rows)
        {
            setup.Record(row.Status == RequestStatus.Cancelled ? "booking.cancelled" : "enrolment.refused", $"EnrolmentRequest:{row.Id}", reason, row.FamilyId);
        }

        var without = await mails.TellAsync(
            treatment,
            rows.ToLookup(
                row => row.FamilyId,
                row => new TreatedLine(
                    row.ChildId,
                    row.FirstName,
                    row.Name,
                    row.Date,
                    row.Status == RequestStatus.Cancelled ? TreatedOutcome.CancelledByCentre : TreatedOutcome.EnrolmentRefused,
                    reason
                )
            ),
            cancellationToken,
            subject: subject
        );
        if (rows.Count > 0)
        {
            var families = rows.Select(row => row.FamilyId).Distinct().ToList();
            transactions.AfterCommit(() => feed.Publish(new ChangeNotice(families, sessionIds)));
        }

        return new Settled(
            rows.Count(row => row.Status == RequestStatus.Cancelled),
            rows.Count(row => row.Status == RequestStatus.Refused),
            rows.Select(row => row.FamilyId).Distinct().Count(),
            without
        );
    }
}
