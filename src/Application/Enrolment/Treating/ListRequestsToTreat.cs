using ClsPortal.Application.Centre;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>Requests that wait, the soonest session first.</summary>
public sealed record ListRequestsToTreat(
    int? ActivityId = null,
    RequestKind? Kind = null,
    DateOnly? From = null,
    DateOnly? To = null,
    bool OnlyUrgent = false,
    bool OnlyLate = false,
    string? Search = null,
    int PageNumber = 1
) : IQuery<RequestsToTreat>
{
    // Whoever treats requests: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Treating);
}

public sealed record RequestsToTreat(Page<RequestToTreat> Lines, IReadOnlyList<ActivityName> Activities);

/// <param name="Note">What the family wrote; null for the own family, where another guardian may have.</param>
/// <param name="IsOwnFamily">Of the family of whoever asks: a colleague treats it.</param>
/// <param name="Confidential">What must not be told to whom; null for nothing.</param>
public sealed record RequestToTreat(
    long Id,
    int FamilyId,
    string FamilyName,
    string ChildName,
    int Age,
    string ActivityName,
    DateOnly Date,
    RequestKind Kind,
    DateTime FiledAt,
    DateOnly AnswerDueOn,
    bool IsUrgent,
    bool IsLate,
    string? OutboundStop,
    string? ReturnStop,
    string? Note,
    int Capacity,
    int PlacesTaken,
    bool IsSessionClosed,
    bool IsOwnFamily,
    string? Confidential = null
);

internal sealed class ListRequestsToTreatValidator : AbstractValidator<ListRequestsToTreat>
{
    public ListRequestsToTreatValidator()
    {
        RuleFor(list => list.To)
            .Must((list, to) => to is null || list.From is null || to >= list.From)
            .WithMessage("La date « au » doit être le même jour que la date « du » ou après elle.");
        RuleFor(list => list.Search).SearchShortEnough();
    }
}

internal sealed class ListRequestsToTreatHandler(IEnrolmentDb db, ICurrentUser user, CentreClock clock) : IQueryHandler<ListRequestsToTreat, RequestsToTreat>
{
    public async Task<Outcome<RequestsToTreat>> Handle(ListRequestsToTreat request, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var urgentUntil = today.AddDays((await db.CentreAsync(cancellationToken)).UrgentDays);
        var activities = await db
            .Activities.Where(activity =>
                db.Sessions.Any(session => session.ActivityId == activity.Id && db.EnrolmentRequests.WhereWaiting().Any(row => row.SessionId == session.Id))
            )
            .OrderBy(activity => activity.SortKey)
            .Select(activity => new ActivityName(activity.Id, activity.Name))
            .ToListAsync(cancellationToken);
        var rows = RequestLines.ToTreat(db, request, today, urgentUntil);
        var days = await rows.ByDayAsync(db, cancellationToken);
        var cut = PageCut.Of(request.PageNumber, days.Sum(day => day.Waiting));
        var page = days.Holding(cut) is { } held ? await ReadAsync(rows, held, cut.Size, cancellationToken) : [];
        var notices = await ConfidentialNotices.OfAsync(db, page.ConvertAll(line => line.Row.FamilyId), cancellationToken);
        return new RequestsToTreat(
            cut.Of<RequestToTreat>([
                .. page.Select(line => new RequestToTreat(
                    line.Row.Id,
                    line.Row.FamilyId,
                    line.FamilyName,
                    $"{line.FirstName} {line.LastName}".Trim(),
                    Child.AgeOn(line.BirthDate, line.Session.Date),
                    line.ActivityName,
                    line.Session.Date,
                    line.Row.Kind,
                    clock.ToWallClock(line.Row.FiledAt),
                    line.Row.AnswerDueOn,
                    line.Session.Date <= urgentUntil,
                    line.Row.AnswerDueOn < today,
                    line.Outbound,
                    line.Return,
                    user.IsOwn(line.Row.FamilyId) ? null : line.Row.Note,
                    line.Session.Capacity,
                    line.Session.PlacesTaken,
                    line.Session.IsClosed,
                    user.IsOwn(line.Row.FamilyId),
                    notices.Line(line.Row.FamilyId, line.Row.ChildId)
                )),
            ]),
            activities
        );
    }

    // Only the days of the page are put in order, and who they are is looked up for its lines alone.
    private Task<List<Line>> ReadAsync(
        IQueryable<EnrolmentRequest> rows,
        (DateOnly First, DateOnly Last, int Before) held,
        int size,
        CancellationToken cancellationToken
    )
    {
        var shown =
            from row in rows
            join session in db.Sessions on row.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            where session.Date >= held.First && session.Date <= held.Last
            orderby session.Date, activity.StartsAt, row.FiledAt, row.Id
            select new
            {
                row,
                session,
                activity,
            };
        return (
            from line in shown.Skip(held.Before).Take(size)
            join child in db.Children on line.row.ChildId equals child.Id
            join family in db.Families on line.row.FamilyId equals family.Id
            orderby line.session.Date, line.activity.StartsAt, line.row.FiledAt, line.row.Id
            select new Line(
                line.row,
                line.session,
                line.activity.Name,
                child.FirstName,
                child.LastName,
                child.BirthDate,
                family.Name,
                db.BusStops.Where(stop => stop.Id == line.row.OutboundStopId).Select(stop => stop.Name).FirstOrDefault(),
                db.BusStops.Where(stop => stop.Id == line.row.ReturnStopId).Select(stop => stop.Name).FirstOrDefault()
            )
        )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
    }

    private sealed record Line(
        EnrolmentRequest Row,
        Session Session,
        string ActivityName,
        string FirstName,
        string LastName,
        DateOnly BirthDate,
        string FamilyName,
        string? Outbound,
        string? Return
    );
}
