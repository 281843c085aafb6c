using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Attendance;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Centre;

/// <summary>Who came on the days before the demonstration's today: nearly all, a few absences.</summary>
internal sealed class DemoAttendance(PortalDbContext db, CentreClock clock, PortalUser staff)
{
    public async Task AddAsync(IReadOnlyCollection<Session> sessions)
    {
        var dates = sessions.ToDictionary(session => session.Id, session => session.Date);
        var bookings = await db
            .EnrolmentRequests.Where(row => dates.Keys.Contains(row.SessionId) && row.Kind == RequestKind.Enrolment && row.Status == RequestStatus.Accepted)
            .OrderBy(row => row.Id)
            .Select(row => new { row.Id, row.SessionId })
            .ToListAsync();
        for (var index = 0; index < bookings.Count; index++)
        {
            var kind = (index % 11) switch
            {
                4 => AttendanceMarkKind.Absent,
                9 => AttendanceMarkKind.AbsentJustified,
                _ => AttendanceMarkKind.Present,
            };
            Note(bookings[index].Id, dates[bookings[index].SessionId], kind, index % 25);
        }

        await db.SaveChangesAsync();
    }

    private void Note(long bookingId, DateOnly date, AttendanceMarkKind kind, int minutes)
    {
        var isPresent = kind == AttendanceMarkKind.Present;
        var noted = clock.Zone.ToInstant(date, new TimeOnly(8, 30).AddMinutes(minutes));
        List<AttendanceMark> marks = [Mark(1, kind, isPresent ? new TimeOnly(8, 30).AddMinutes(minutes) : null, null, noted)];
        if (isPresent)
        {
            marks.Add(
                Mark(
                    2,
                    AttendanceMarkKind.Left,
                    new TimeOnly(17, 5).AddMinutes(minutes),
                    "Parent",
                    clock.Zone.ToInstant(date, new TimeOnly(17, 5).AddMinutes(minutes))
                )
            );
        }

        var attendance = AttendanceEntry.Record(bookingId, AttendanceState.Present, noted, staff.Id);
        attendance.Become(AttendancePicture.Of(marks)!, marks[^1].ReceivedAt, staff.Id);
        db.AddRange(marks);
        db.Add(attendance);

        AttendanceMark Mark(int position, AttendanceMarkKind what, TimeOnly? at, string? with, DateTime instant) =>
            AttendanceMark.Note(Guid.CreateVersion7(), bookingId, position, new(what, at, with), instant, new(instant, staff.Id, staff.DisplayName));
    }
}
