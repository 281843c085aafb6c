using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Attendance;

/// <summary>The children booked into one activity on one day, and what is noted about them.</summary>
/// <param name="Date">Null for today.</param>
/// <param name="ActivityId">Null for the one that runs now, or the next.</param>
public sealed record GetAttendanceSheet(DateOnly? Date = null, int? ActivityId = null) : IQuery<AttendanceSheet>
{
    // Whoever takes attendance: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Treating);
}

/// <param name="Date">The day.</param>
/// <param name="Today">On the centre's clocks.</param>
/// <param name="ActivityId">0 when there is no session on that day.</param>
/// <param name="Activities">Those that have a session on that day.</param>
/// <param name="Waiting">Requests for it that nobody treated.</param>
/// <param name="ReadOnly">Why nothing can be noted now; null when it can.</param>
/// <param name="Lines">By family name.</param>
public sealed record AttendanceSheet(
    DateOnly Date,
    DateOnly Today,
    int ActivityId,
    IReadOnlyList<AttendanceActivity> Activities,
    int Waiting,
    string? ReadOnly,
    IReadOnlyList<AttendanceLine> Lines
);

public sealed record AttendanceActivity(int Id, string Name, TimeOnly StartsAt, TimeOnly EndsAt, int Booked, bool IsClosed);

/// <param name="BookingId">The booking.</param>
/// <param name="FamilyId">The family.</param>
/// <param name="FirstName">Prénom.</param>
/// <param name="LastName">Nom.</param>
/// <param name="Age">On the day.</param>
/// <param name="SchoolClass">Classe.</param>
/// <param name="OutboundStop">Null without bus.</param>
/// <param name="ReturnStop">Null without bus.</param>
/// <param name="IsInvoiced">True when nothing can be changed any more.</param>
/// <param name="PickUps">Who may take the child home; nobody for a child of whoever asks.</param>
/// <param name="Now">What is noted; with whom the child left not for a child of whoever asks.</param>
/// <param name="IsOwnFamily">A child of whoever asks: a colleague notes the presence.</param>
/// <param name="Confidential">What must not be told to whom; null for nothing.</param>
public sealed record AttendanceLine(
    long BookingId,
    int FamilyId,
    string FirstName,
    string LastName,
    int Age,
    string SchoolClass,
    string? OutboundStop,
    string? ReturnStop,
    bool IsInvoiced,
    IReadOnlyList<PickUp> PickUps,
    AttendanceNow Now,
    bool IsOwnFamily,
    string? Confidential = null
);

internal sealed class GetAttendanceSheetHandler(IAttendanceDb db, ICurrentUser user, CentreClock clock) : IQueryHandler<GetAttendanceSheet, AttendanceSheet>
{
    public async Task<Outcome<AttendanceSheet>> Handle(GetAttendanceSheet request, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var date = request.Date ?? today;
        var sessions = await (
            from session in db.Sessions
            join activity in db.Activities on session.ActivityId equals activity.Id
            where session.Date == date
            orderby activity.StartsAt, activity.SortKey
            select new
            {
                session.Id,
                Activity = new AttendanceActivity(
                    activity.Id,
                    activity.Name,
                    activity.StartsAt,
                    activity.EndsAt,
                    db.EnrolmentRequests.WhereBooked().Count(row => row.SessionId == session.Id),
                    session.IsClosed
                ),
            }
        ).ToListAsync(cancellationToken);
        var time = TimeOnly.FromDateTime(clock.ToWallClock(clock.Now));
        var chosen = request.ActivityId is { } activityId
            ? sessions.Find(session => session.Activity.Id == activityId)
            : sessions.Find(session => session.Activity.Booked > 0 && (date != today || session.Activity.EndsAt > time)) ?? sessions.FirstOrDefault();
        IReadOnlyList<AttendanceActivity> activities = [.. sessions.Select(session => session.Activity)];
        if (chosen is null)
        {
            return new AttendanceSheet(date, today, 0, activities, 0, null, []);
        }

        var waiting = await db
            .EnrolmentRequests.WhereWaiting()
            .CountAsync(row => row.SessionId == chosen.Id && row.Kind == RequestKind.Enrolment, cancellationToken);
        return new AttendanceSheet(
            date,
            today,
            chosen.Activity.Id,
            activities,
            waiting,
            AttendanceDay.Refuse(date, deviceAt: null, user, clock)?.Sentence,
            await LinesAsync(chosen.Id, date, cancellationToken)
        );
    }

    private async Task<IReadOnlyList<AttendanceLine>> LinesAsync(int sessionId, DateOnly date, CancellationToken cancellationToken)
    {
        var rows = await (
            from row in db.EnrolmentRequests.WhereBooked()
            join child in db.Children on row.ChildId equals child.Id
            where row.SessionId == sessionId
            orderby child.SortKey, row.Id
            select new
            {
                row.Id,
                row.FamilyId,
                row.ChildId,
                child.FirstName,
                child.LastName,
                child.BirthDate,
                child.SchoolClass,
                Outbound = db.BusStops.Where(stop => stop.Id == row.OutboundStopId).Select(stop => stop.Name).FirstOrDefault(),
                Return = db.BusStops.Where(stop => stop.Id == row.ReturnStopId).Select(stop => stop.Name).FirstOrDefault(),
                IsInvoiced = db.InvoiceLines.Any(line => line.BookingId == row.Id && !line.IsToInvoiceAgain),
            }
        ).ToListAsync(cancellationToken);
        var marks = (
            await (
                from mark in db.AttendanceMarks
                join row in db.EnrolmentRequests on mark.BookingId equals row.Id
                where row.SessionId == sessionId
                select mark
            )
                .AsNoTracking()
                .ToListAsync(cancellationToken)
        ).ToLookup(mark => mark.BookingId);
        List<int> families = [.. rows.Select(row => row.FamilyId).Distinct()];
        var pickUps = await PickUps.OfAsync(db, families, cancellationToken);
        var notices = await ConfidentialNotices.OfAsync(db, families, cancellationToken);
        return
        [
            .. rows.Select(row => new AttendanceLine(
                row.Id,
                row.FamilyId,
                row.FirstName,
                row.LastName,
                Child.AgeOn(row.BirthDate, date),
                row.SchoolClass,
                row.Outbound,
                row.Return,
                row.IsInvoiced,
                // Who may come for the own child, and who came, is for a colleague: another guardian named them.
                user.IsOwn(row.FamilyId)
                    ? []
                    : [.. pickUps[row.FamilyId]],
                NowOf(row.Id, row.FamilyId),
                user.IsOwn(row.FamilyId),
                notices.Line(row.FamilyId, row.ChildId)
            )),
        ];

        AttendanceNow NowOf(long bookingId, int familyId) =>
            AttendanceNow.Of([.. marks[bookingId]]) is var now && user.IsOwn(familyId) ? now with { LeftWith = null } : now;
    }
}
