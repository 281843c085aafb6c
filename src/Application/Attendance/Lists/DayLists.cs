using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Attendance;

/// <summary>A list of days with the guardians' telephones.</summary>
public interface IShowsDayList : IDayListRequest, IShowsCoordinates
{
    string IShowsCoordinates.Look => Looks.DayLists;

    bool IShowsCoordinates.IsOfOneFamily => false;

    IQueryable<int> IShowsCoordinates.FamiliesShown(IPortalDb db) =>
        from row in db.EnrolmentRequests.WhereBooked()
        join session in db.Sessions on row.SessionId equals session.Id
        where session.Date >= From && session.Date <= To && (ActivityId == null || session.ActivityId == ActivityId)
        select row.FamilyId;
}

/// <summary>The children booked on a day or in a week, for one activity or all: what the roster and the bus lists are made of.</summary>
public interface IDayListRequest
{
    DateOnly From { get; }

    DateOnly To { get; }

    int? ActivityId { get; }
}

/// <param name="CentreName">As on its letters.</param>
/// <param name="ProducedAt">On the centre's clocks.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Activities">That the filter may offer.</param>
/// <param name="Sessions">In the order of the day; those nobody is booked into are left out.</param>
public sealed record DayLists(
    string CentreName,
    DateTime ProducedAt,
    DateOnly From,
    DateOnly To,
    IReadOnlyList<ActivityName> Activities,
    IReadOnlyList<DayListSession> Sessions
);

public sealed record DayListSession(
    int SessionId,
    DateOnly Date,
    string ActivityName,
    TimeOnly StartsAt,
    TimeOnly EndsAt,
    bool HasBus,
    IReadOnlyList<DayListLine> Children
);

/// <param name="FirstName">Prénom.</param>
/// <param name="LastName">Nom.</param>
/// <param name="Age">On the day.</param>
/// <param name="School">École.</param>
/// <param name="SchoolClass">Classe.</param>
/// <param name="Guardians">Names and telephones, the référent first.</param>
/// <param name="Outbound">Null without bus.</param>
/// <param name="Return">Null without bus.</param>
/// <param name="IsOwnFamily">A child of whoever asks: left to a colleague.</param>
/// <param name="Confidential">What must not be told to whom; null for nothing.</param>
public sealed record DayListLine(
    string FirstName,
    string LastName,
    int Age,
    string School,
    string SchoolClass,
    IReadOnlyList<string> Guardians,
    DayListStop? Outbound,
    DayListStop? Return,
    bool IsOwnFamily = false,
    string? Confidential = null
)
{
    public string Name => $"{LastName} {FirstName}".Trim();
}

public sealed record DayListStop(int Id, string Name, TimeOnly? At);

internal sealed class DayListValidator<T> : AbstractValidator<T>
    where T : IDayListRequest
{
    public const int MostDays = 7;

    public DayListValidator() =>
        RuleFor(list => list.To)
            .Must((list, to) => to >= list.From && to < list.From.AddDays(MostDays))
            .WithMessage($"La période commence et finit dans l’ordre, et compte {MostDays} jours au plus.");
}

/// <summary>Reads the lists in a bounded number of statements.</summary>
internal sealed class DayListDesk(IAttendanceDb db, ICurrentUser user, CentreClock clock)
{
    public async Task<DayLists> ReadAsync(IDayListRequest request, CancellationToken cancellationToken)
    {
        var activities = await db
            .Activities.Where(activity =>
                db.Sessions.Any(session => session.ActivityId == activity.Id && session.Date >= request.From && session.Date <= request.To)
            )
            .OrderBy(activity => activity.StartsAt)
            .ThenBy(activity => activity.SortKey)
            .Select(activity => new ActivityName(activity.Id, activity.Name))
            .ToListAsync(cancellationToken);
        var rows = await (
            from row in db.EnrolmentRequests.WhereBooked()
            join session in db.Sessions on row.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            join child in db.Children on row.ChildId equals child.Id
            where session.Date >= request.From && session.Date <= request.To && (request.ActivityId == null || activity.Id == request.ActivityId)
            orderby session.Date, activity.StartsAt, activity.SortKey, child.SortKey, row.Id
            select new
            {
                SessionId = session.Id,
                session.Date,
                activity.Name,
                activity.StartsAt,
                activity.EndsAt,
                HasBus = activity.BusStops.Any(),
                row.FamilyId,
                row.ChildId,
                child.FirstName,
                child.LastName,
                child.BirthDate,
                child.School,
                child.SchoolClass,
                row.OutboundStopId,
                row.ReturnStopId,
            }
        ).ToListAsync(cancellationToken);
        var stops = await db
            .BusStops.Where(stop => activities.Select(activity => activity.Id).Contains(stop.ActivityId))
            .AsNoTracking()
            .ToDictionaryAsync(stop => stop.Id, cancellationToken);
        List<int> families = [.. rows.Select(row => row.FamilyId).Distinct()];
        var guardians = await FamilyPhones.OfAsync(db, user, families, cancellationToken);
        var notices = await ConfidentialNotices.OfAsync(db, families, cancellationToken);
        var centre = await db.Centres.Select(row => row.Name).SingleAsync(cancellationToken);
        return new DayLists(
            centre,
            clock.ToWallClock(clock.Now),
            request.From,
            request.To,
            activities,
            [
                .. rows.GroupBy(row => row.SessionId)
                    .Select(session => new DayListSession(
                        session.Key,
                        session.First().Date,
                        session.First().Name,
                        session.First().StartsAt,
                        session.First().EndsAt,
                        session.First().HasBus,
                        [
                            .. session.Select(row => new DayListLine(
                                row.FirstName,
                                row.LastName,
                                Child.AgeOn(row.BirthDate, row.Date),
                                row.School,
                                row.SchoolClass,
                                [.. guardians[row.FamilyId]],
                                Stop(row.OutboundStopId, outbound: true),
                                Stop(row.ReturnStopId, outbound: false),
                                user.IsOwn(row.FamilyId),
                                notices.Line(row.FamilyId, row.ChildId)
                            )),
                        ]
                    )),
            ]
        );

        DayListStop? Stop(int? id, bool outbound) =>
            id is { } key && stops.TryGetValue(key, out var stop) ? new DayListStop(stop.Id, stop.Name, outbound ? stop.OutboundAt : stop.ReturnAt) : null;
    }
}
