using System.Linq.Expressions;
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
/// Cancels bookings, refuses requests and answers families' own requests to cancel, in the caller's transaction and a bounded number of statements.
/// What is settled first and what is found by a second look are one act, told once a family.
/// </summary>
internal sealed class BookingSettler(IActivitiesDb db, RequestDesk requests, RequestLifecycle lifecycle)
{
    /// <summary>Ends what is live among the rows; the caller tells the act.</summary>
    public async Task EndAsync(Expression<Func<EnrolmentRequest, bool>> which, RequestAct act, CancellationToken cancellationToken)
    {
        var live = await requests.TakeAsync(db.EnrolmentRequests.Where(which).WhereHoldingAPlace(), cancellationToken);
        if (live.All.Count == 0)
        {
            return;
        }

        // Looked for behind the bookings' locks, which whoever asks to cancel one needs too: no such request is left behind.
        var ids = live.All.Select(line => line.Row.Id).ToList();
        var asked = await requests.TakeAsync(
            db.EnrolmentRequests.WhereWaiting()
                .Where(row =>
                    row.Kind == RequestKind.Cancellation
                    && db.EnrolmentRequests.Any(booking => ids.Contains(booking.Id) && booking.ChildId == row.ChildId && booking.SessionId == row.SessionId)
                ),
            cancellationToken
        );
        foreach (var row in live.All.Select(line => line.Row).Where(row => row.IsHoldingAPlace))
        {
            _ = row.Status == RequestStatus.Pending ? row.Refuse(act.Treatment) : row.Cancel(act.Treatment, staysOnInvoice: false, asked.CancellationOf(row));
        }

        RequestInHand[] all =
        [
            .. live.All.Where(line => line.Row.Kind == RequestKind.Enrolment),
            .. asked.All.Where(line => line.Row.Kind == RequestKind.Cancellation),
        ];
        await lifecycle.WriteAsync(all, cancellationToken);
        act.Take(all);
    }

    /// <summary>Tells the act.</summary>
    public async Task<Settled> TellAsync(RequestAct act, CancellationToken cancellationToken)
    {
        await lifecycle.TellAsync(act, cancellationToken);
        return new Settled(
            act.Happened.Count(happening => happening.Event is BookingCancelled),
            act.Happened.Count(happening => happening.Event is RequestDecided { After: RequestStatus.Refused }),
            act.FamiliesTold,
            act.FamiliesWithoutEmail
        );
    }
}
