using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Centre;

/// <summary>Bookings, requests that wait, a refusal, a full day and a closed one around the demonstration's today.</summary>
internal sealed class DemoEnrolments(PortalDbContext db, CentreClock clock, IReadOnlyList<Activity> activities, PortalUser staff)
{
    private readonly List<EnrolmentRequest> _rows = [];
    private readonly HashSet<(int ChildId, DateOnly Date)> _busy = [];

    public async Task AddAsync(Family family, IReadOnlyList<Family> neighbours)
    {
        var today = clock.Today;
        var fullDay = await SessionsAsync("Chablis mercredi journée", today.AddDays(-14), today.AddDays(28));
        var morning = await SessionsAsync("Chablis mercredi matin", today.AddDays(1), today.AddDays(60));
        var school = await SessionsAsync("Péri Beine matin", today.AddDays(3), today.AddDays(40));

        // The guide's calendar: Enfant 1 is booked on Wednesdays and has asked for mornings before school.
        foreach (var session in fullDay)
        {
            Book(family, family.Children[0], session, session.Date <= today ? 20 : 6);
        }

        foreach (var session in school.Skip(2).Take(4))
        {
            Ask(family, family.Children[0], session, 1);
        }

        if (school.Count > 8)
        {
            Refuse(family, family.Children[0], school[8], "Encadrement insuffisant ce jour-là : essayez le lendemain.");
        }

        var before = fullDay.Where(session => session.Date <= today).Concat(await SessionsAsync("Péri Beine matin", today, today)).ToList();
        for (var index = 0; index < neighbours.Count; index++)
        {
            foreach (var child in neighbours[index].Children)
            {
                foreach (var session in before.Where(_ => index % 3 == 1))
                {
                    Book(neighbours[index], child, session, 25);
                }

                foreach (var session in fullDay.Where(session => session.Date > today).Take(3))
                {
                    if (index % 3 == 0)
                    {
                        Ask(neighbours[index], child, session, 1 + (index % 7));
                    }
                    else
                    {
                        Book(neighbours[index], child, session, 12);
                    }
                }

                if (school.Count > 0)
                {
                    Ask(neighbours[index], child, school[index % school.Count], index % 6);
                }
            }
        }

        db.AddRange(_rows);
        // Enough hands on most days; one too few on the first session to come.
        db.AddRange(fullDay.Where(session => session.Date >= today).Select((session, index) => StaffPlan.For(session.Id, index == 1 ? 2 : 6)));
        await db.SaveChangesAsync();
        db.AddRange(
            _rows
                .Where(row => row.DecidedAt is not null)
                .OrderBy(row => row.DecidedAt)
                .Select(row =>
                    AuditEntry.Record(
                        row.DecidedAt!.Value,
                        staff.Id,
                        staff.DisplayName,
                        row.Status == RequestStatus.Refused ? "enrolment.refused" : "enrolment.accepted",
                        $"EnrolmentRequest:{row.Id}",
                        row.FamilyId,
                        row.Reason
                    )
                )
        );
        await db.SaveChangesAsync();
        await new DemoAttendance(db, clock, staff).AddAsync([.. before.Where(session => session.Date < today)]);
        foreach (var (sessionId, held) in _rows.Where(row => row.Status is RequestStatus.Pending or RequestStatus.Accepted).CountBy(row => row.SessionId))
        {
            // The second morning before school is full, so that « Complet » can be seen.
            var capacity = school.Count > 1 && sessionId == school[1].Id ? held : (int?)null;
            await db
                .Sessions.Where(session => session.Id == sessionId)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(session => session.PlacesTaken, held).SetProperty(session => session.Capacity, session => capacity ?? session.Capacity)
                );
        }

        if (morning.Count > 3)
        {
            const string reason = "formation de l’équipe";
            db.Add(Closure.Decide(morning[3].Date, morning[3].Date, morning[3].ActivityId, reason, clock.Now.AddDays(-3), staff.Id, Guid.CreateVersion7()));
            await db.SaveChangesAsync();
            await db
                .Sessions.Where(session => session.Id == morning[3].Id)
                .ExecuteUpdateAsync(set => set.SetProperty(session => session.IsClosed, true).SetProperty(session => session.ClosedReason, reason));
        }
    }

    private void Book(Family family, Child child, Session session, int daysAgo)
    {
        if (_busy.Add((child.Id, session.Date)))
        {
            // Every other child of the neighbours takes the bus, where there is one.
            var stops = activities.Single(activity => activity.Id == session.ActivityId).BusStops;
            var stop = stops.Count > 0 && child.Id % 2 == 0 && family.Id > 1 ? stops[child.Id / 2 % stops.Count] : null;
            _rows.Add(
                Decided(
                    EnrolmentRequest.Book(new(family.Id, child.Id, session.Id, stop?.Id, stop?.Id), Treatment.Begin(FiledAt(daysAgo), staff.Id), clock.Today),
                    TimeSpan.FromDays(1)
                )
            );
        }
    }

    private void Ask(Family family, Child child, Session session, int daysAgo)
    {
        if (_busy.Add((child.Id, session.Date)))
        {
            var filed = FiledAt(daysAgo);
            _rows.Add(
                EnrolmentRequest.File(
                    RequestKind.Enrolment,
                    new(family.Id, child.Id, session.Id),
                    null,
                    filed,
                    staff.Id,
                    PublicHolidays.WorkingDaysAfter(clock.Zone.DateOf(filed), 3)
                )
            );
        }
    }

    private void Refuse(Family family, Child child, Session session, string reason)
    {
        // Decided this morning: what was refused can still be taken back.
        var filedAt = FiledAt(2);
        var row = Decided(
            EnrolmentRequest.Book(new(family.Id, child.Id, session.Id), Treatment.Begin(filedAt, staff.Id, reason), clock.Today),
            clock.Now.AddHours(-1) - filedAt
        );
        _rows.Add(row);
        db.Entry(row).Property(request => request.Status).CurrentValue = RequestStatus.Refused;
    }

    /// <summary>The family asked, and the centre answered later.</summary>
    private EnrolmentRequest Decided(EnrolmentRequest row, TimeSpan later)
    {
        db.Entry(row).Property(request => request.DecidedAt).CurrentValue = row.FiledAt + later;
        return row;
    }

    private DateTime FiledAt(int daysAgo) => clock.Now.AddDays(-daysAgo).AddMinutes(-(_rows.Count * 7 % 400));

    private Task<List<Session>> SessionsAsync(string activityName, DateOnly from, DateOnly to)
    {
        var activity = activities.Single(row => row.Name == activityName);
        return db
            .Sessions.AsNoTracking()
            .Where(session => session.ActivityId == activity.Id && session.Date >= from && session.Date <= to)
            .OrderBy(session => session.Date)
            .ToListAsync();
    }
}
