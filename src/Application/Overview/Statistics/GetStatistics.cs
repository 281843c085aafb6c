using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Attendance;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Overview;

/// <summary>The activities' figures by month, counted by the database: no name leaves it.</summary>
/// <param name="From">First month.</param>
/// <param name="To">Last month.</param>
/// <param name="ActivityId">Null for all.</param>
public sealed record GetStatistics(DateOnly From, DateOnly To, int? ActivityId = null) : IQuery<CentreStatistics>
{
    public const int MostMonths = 24;

    // Figures without names: whoever runs the centre or answers for its money.
    public static Permission Access => Permission.Of(Roles.Director | Roles.Administrator | Roles.Accountant);
}

/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Activities">That the filter may offer.</param>
/// <param name="Months">Every month of the span, also those without a session.</param>
/// <param name="ByActivity">The whole span, one line for each activity.</param>
/// <param name="ByAge">Distinct children with a booking, by their age on its day.</param>
/// <param name="BySchool">Distinct children with a booking.</param>
/// <param name="Children">Distinct children with a booking in the whole span.</param>
public sealed record CentreStatistics(
    DateOnly From,
    DateOnly To,
    IReadOnlyList<ActivityName> Activities,
    IReadOnlyList<MonthFigures> Months,
    IReadOnlyList<ActivityFigures> ByActivity,
    IReadOnlyList<NamedCount> ByAge,
    IReadOnlyList<NamedCount> BySchool,
    int Children
);

public sealed record MonthFigures(DateOnly Month, Figures Figures);

public sealed record ActivityFigures(int ActivityId, string Name, Figures Figures);

public sealed record NamedCount(string Name, int Count);

/// <param name="Sessions">Open ones.</param>
/// <param name="Capacity">Places in them.</param>
/// <param name="Bookings">Accepted and standing.</param>
/// <param name="Refusals">Requests for a place that were refused.</param>
/// <param name="Cancellations">Bookings that were cancelled.</param>
/// <param name="Present">Noted present.</param>
/// <param name="Absent">Noted absent without a reason.</param>
/// <param name="AbsentJustified">Noted absent with a reason.</param>
public sealed record Figures(int Sessions, int Capacity, int Bookings, int Refusals, int Cancellations, int Present, int Absent, int AbsentJustified)
{
    public static readonly Figures None = new(0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Percent of the places that are booked; null without places.</summary>
    public int? Fill => Capacity == 0 ? null : (int)Math.Round(100.0 * Bookings / Capacity, MidpointRounding.AwayFromZero);

    public static Figures operator +(Figures left, Figures right) =>
        new(
            left.Sessions + right.Sessions,
            left.Capacity + right.Capacity,
            left.Bookings + right.Bookings,
            left.Refusals + right.Refusals,
            left.Cancellations + right.Cancellations,
            left.Present + right.Present,
            left.Absent + right.Absent,
            left.AbsentJustified + right.AbsentJustified
        );
}

internal sealed class GetStatisticsValidator : AbstractValidator<GetStatistics>
{
    public GetStatisticsValidator()
    {
        RuleFor(get => get.From).IsMonth();
        RuleFor(get => get.To)
            .Cascade(CascadeMode.Stop)
            .IsMonth()
            .Must((get, to) => to >= get.From && ((to.Year - get.From.Year) * 12) + to.Month - get.From.Month < GetStatistics.MostMonths)
            .WithMessage($"La période commence et finit dans l’ordre, et compte {GetStatistics.MostMonths} mois au plus.");
    }
}

internal sealed class GetStatisticsHandler(IOverviewDb db) : IQueryHandler<GetStatistics, CentreStatistics>
{
    public async Task<Outcome<CentreStatistics>> Handle(GetStatistics request, CancellationToken cancellationToken)
    {
        var from = new DateOnly(request.From.Year, request.From.Month, 1);
        var to = new DateOnly(request.To.Year, request.To.Month, 1).AddMonths(1).AddDays(-1);
        var activities = await db
            .Activities.OrderBy(activity => activity.SortKey)
            .Select(activity => new ActivityName(activity.Id, activity.Name))
            .ToListAsync(cancellationToken);
        var sessions = db.Sessions.Where(session =>
            session.Date >= from && session.Date <= to && (request.ActivityId == null || session.ActivityId == request.ActivityId)
        );
        var bySession = await (
            from session in sessions
            select new
            {
                session.ActivityId,
                session.Date,
                session.Capacity,
                session.IsClosed,
                Bookings = db.EnrolmentRequests.WhereBooked().Count(row => row.SessionId == session.Id),
                Refusals = db.EnrolmentRequests.Count(row =>
                    row.SessionId == session.Id && row.Kind == RequestKind.Enrolment && row.Status == RequestStatus.Refused
                ),
                Cancellations = db.EnrolmentRequests.Count(row =>
                    row.SessionId == session.Id && row.Kind == RequestKind.Enrolment && row.Status == RequestStatus.Cancelled
                ),
                Present = db
                    .EnrolmentRequests.WhereBooked()
                    .Count(row =>
                        row.SessionId == session.Id
                        && db.Attendances.Any(attendance => attendance.BookingId == row.Id && attendance.State == AttendanceState.Present)
                    ),
                Absent = db
                    .EnrolmentRequests.WhereBooked()
                    .Count(row =>
                        row.SessionId == session.Id
                        && db.Attendances.Any(attendance => attendance.BookingId == row.Id && attendance.State == AttendanceState.Absent)
                    ),
                AbsentJustified = db
                    .EnrolmentRequests.WhereBooked()
                    .Count(row =>
                        row.SessionId == session.Id
                        && db.Attendances.Any(attendance => attendance.BookingId == row.Id && attendance.State == AttendanceState.AbsentJustified)
                    ),
            }
        ).ToListAsync(cancellationToken);
        var children = await (
            from row in db.EnrolmentRequests.WhereBooked()
            join session in sessions on row.SessionId equals session.Id
            join child in db.Children on row.ChildId equals child.Id
            group session.Date by new
            {
                child.Id,
                child.BirthDate,
                child.School,
            } into booked
            select new
            {
                booked.Key.BirthDate,
                booked.Key.School,
                First = booked.Min(),
            }
        ).ToListAsync(cancellationToken);
        var figures = bySession.ConvertAll(session =>
            (
                session.ActivityId,
                Month: new DateOnly(session.Date.Year, session.Date.Month, 1),
                Figures: new Figures(
                    session.IsClosed ? 0 : 1,
                    session.IsClosed ? 0 : session.Capacity,
                    session.Bookings,
                    session.Refusals,
                    session.Cancellations,
                    session.Present,
                    session.Absent,
                    session.AbsentJustified
                )
            )
        );
        return new CentreStatistics(
            from,
            to,
            activities,
            [.. Months(from, to).Select(month => new MonthFigures(month, Sum(figures.Where(line => line.Month == month).Select(line => line.Figures))))],
            [
                .. activities
                    .Select(activity => new ActivityFigures(
                        activity.Id,
                        activity.Name,
                        Sum(figures.Where(line => line.ActivityId == activity.Id).Select(line => line.Figures))
                    ))
                    .Where(line => line.Figures != Figures.None),
            ],
            [
                .. children
                    .CountBy(child => Child.AgeOn(child.BirthDate, child.First))
                    .OrderBy(age => age.Key)
                    .Select(age => new NamedCount($"{age.Key} an{(age.Key > 1 ? "s" : "")}", age.Value)),
            ],
            [
                .. children
                    .CountBy(child => child.School.Length == 0 ? "École non indiquée" : child.School)
                    .OrderByDescending(school => school.Value)
                    .ThenBy(school => school.Key, NameOrder.Comparer)
                    .Select(school => new NamedCount(school.Key, school.Value)),
            ],
            children.Count
        );
    }

    private static Figures Sum(IEnumerable<Figures> figures) => figures.Aggregate(Figures.None, (sum, line) => sum + line);

    private static IEnumerable<DateOnly> Months(DateOnly from, DateOnly to)
    {
        for (var month = from; month <= to; month = month.AddMonths(1))
        {
            yield return month;
        }
    }
}
