using ClsPortal.Application.Centre;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Overview;

/// <summary>What the staff see first: what waits, what is urgent, what is late against the promise, what is full.</summary>
public sealed record GetDashboard : IQuery<Dashboard>
{
    // Whoever treats requests: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Treating);
}

/// <param name="UrgentDays">A request is urgent when its session begins within this many days, a setting of the centre.</param>
public sealed record Dashboard(
    DateOnly Today,
    int UrgentDays,
    int Waiting,
    int Urgent,
    int Late,
    int Cancellations,
    int MailsNotSent,
    int RecordChanges,
    int PiecesWaiting,
    int UnreadConversations,
    IReadOnlyList<SessionFill> NextSessions
);

internal sealed class GetDashboardHandler(IOverviewDb db, RecordSight sight, ICurrentUser user, CentreClock clock, MailServerStatus server)
    : IQueryHandler<GetDashboard, Dashboard>
{
    private const int SessionsShown = 20;

    public async Task<Outcome<Dashboard>> Handle(GetDashboard request, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var urgentDays = (await db.CentreAsync(cancellationToken)).UrgentDays;
        var urgentUntil = today.AddDays(urgentDays);
        // Each count has an index that answers it alone; one statement for all of them would join every request to its session.
        var waiting = db.EnrolmentRequests.WhereWaiting();
        var days = await waiting.ByDayAsync(db, cancellationToken);
        var late = await waiting.CountAsync(row => row.AnswerDueOn < today, cancellationToken);
        var cancellations = await waiting.CountAsync(row => row.Kind == RequestKind.Cancellation, cancellationToken);
        var notSent = await db
            .OutboxMessages.WhereOfOtherFamilies(user)
            .CountAsync(
                // Without a server nothing leaves, whatever the rows say.
                mail =>
                    mail.Status == OutboxStatus.GivenUp
                    || (mail.Status == OutboxStatus.Waiting && (!server.IsConfigured || mail.Attempts > 0 || mail.LastError != null)),
                cancellationToken
            );
        var changes = await db.ChangesToTreat(await sight.OfOwnFamiliesAsync(cancellationToken)).CountAsync(cancellationToken);
        var sessions = await (
            from session in db.Sessions
            join activity in db.Activities on session.ActivityId equals activity.Id
            where session.Date >= today && !(session.IsOutOfPlan && session.PlacesTaken == 0)
            orderby session.Date, activity.StartsAt, session.Id
            select new SessionFill(
                session.Id,
                activity.Id,
                activity.Name,
                session.Date,
                session.Capacity,
                session.PlacesTaken,
                db.EnrolmentRequests.WhereWaiting().Count(row => row.SessionId == session.Id),
                session.IsClosed
            )
        )
            .Take(SessionsShown)
            .ToListAsync(cancellationToken);
        var pieces = await db.DepositedFiles.CountAsync(deposit => deposit.Status == DepositStatus.Deposited, cancellationToken);
        var unread = await db
            .Conversations.WhereOfOtherFamilies(user)
            .CountAsync(conversation => !conversation.IsClosed && conversation.UnreadByCentre > 0, cancellationToken);
        return new Dashboard(
            today,
            urgentDays,
            days.Sum(day => day.Waiting),
            days.Where(day => day.Date <= urgentUntil).Sum(day => day.Waiting),
            late,
            cancellations,
            notSent,
            changes,
            pieces,
            unread,
            sessions
        );
    }
}
