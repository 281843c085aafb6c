using ClsPortal.Application.Centre;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
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
        var total = await rows.CountAsync(cancellationToken);
        var cut = PageCut.Of(request.PageNumber, total);
        // Who they are is looked up for the lines of the page alone.
        var shown =
            from row in rows
            join session in db.Sessions on row.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            orderby session.Date, activity.StartsAt, row.FiledAt, row.Id
            select new
            {
                row,
                session,
                activity,
            };
        var page = await (
            from line in shown.Cut(cut)
            join child in db.Children on line.row.ChildId equals child.Id
            join family in db.Families on line.row.FamilyId equals family.Id
            orderby line.session.Date, line.activity.StartsAt, line.row.FiledAt, line.row.Id
            select new
            {
                line.row,
                line.session,
                ActivityName = line.activity.Name,
                child.FirstName,
                child.LastName,
                child.BirthDate,
                FamilyName = family.Name,
                Outbound = db.BusStops.Where(stop => stop.Id == line.row.OutboundStopId).Select(stop => stop.Name).FirstOrDefault(),
                Return = db.BusStops.Where(stop => stop.Id == line.row.ReturnStopId).Select(stop => stop.Name).FirstOrDefault(),
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var notices = await ConfidentialNotices.OfAsync(db, [.. page.Select(line => line.row.FamilyId)], cancellationToken);
        return new RequestsToTreat(
            cut.Of<RequestToTreat>([
                .. page.Select(line => new RequestToTreat(
                    line.row.Id,
                    line.row.FamilyId,
                    line.FamilyName,
                    $"{line.FirstName} {line.LastName}".Trim(),
                    Child.AgeOn(line.BirthDate, line.session.Date),
                    line.ActivityName,
                    line.session.Date,
                    line.row.Kind,
                    clock.ToWallClock(line.row.FiledAt),
                    line.row.AnswerDueOn,
                    line.session.Date <= urgentUntil,
                    line.row.AnswerDueOn < today,
                    line.Outbound,
                    line.Return,
                    user.IsOwn(line.row.FamilyId) ? null : line.row.Note,
                    line.session.Capacity,
                    line.session.PlacesTaken,
                    line.session.IsClosed,
                    user.IsOwn(line.row.FamilyId),
                    notices.Line(line.row.FamilyId, line.row.ChildId)
                )),
            ]),
            activities
        );
    }
}
