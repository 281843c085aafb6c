using ClsPortal.Application.Centre;
using ClsPortal.Application.Common;
using ClsPortal.Application.Enrolment;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Treatment;

/// <summary>Requests that wait, the soonest session first.</summary>
public sealed record ListRequestsToTreat(
    int? ActivityId = null, RequestKind? Kind = null, DateOnly? From = null, DateOnly? To = null, bool OnlyUrgent = false, bool OnlyLate = false,
    string? Search = null, int PageNumber = 1) : IQuery<RequestsToTreat>
{
    // Whoever treats requests: SPEC, "Who may do what".
    public static Access Access => Access.Of(Roles.Treating);
}

public sealed record RequestsToTreat(Page<RequestToTreat> Lines, IReadOnlyList<ActivityName> Activities);

/// <param name="IsOwnFamily">Of the family of whoever asks: a colleague treats it.</param>
public sealed record RequestToTreat(
    long Id, int FamilyId, string FamilyName, string ChildName, int Age, string ActivityName, DateOnly Date, RequestKind Kind, DateTime FiledAt,
    DateOnly AnswerDueOn, bool IsUrgent, bool IsLate, string? OutboundStop, string? ReturnStop, string? Note, int Capacity, int PlacesTaken, bool IsSessionClosed, bool IsOwnFamily);

internal sealed class ListRequestsToTreatValidator : AbstractValidator<ListRequestsToTreat>
{
    public ListRequestsToTreatValidator()
    {
        RuleFor(list => list.To).Must((list, to) => to is null || list.From is null || to >= list.From)
            .WithMessage("La date « au » doit être le même jour que la date « du » ou après elle.");
        RuleFor(list => list.Search).MaximumLength(100).WithMessage("La recherche est trop longue : 100 caractères au plus.");
    }
}

internal sealed class ListRequestsToTreatHandler(IPortalDb db, ICurrentUser user, CentreClock clock) : IQueryHandler<ListRequestsToTreat, RequestsToTreat>
{
    private const int PageSize = 50;

    public async Task<Outcome<RequestsToTreat>> Handle(ListRequestsToTreat request, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var urgentUntil = today.AddDays((await db.CentreAsync(cancellationToken)).UrgentDays);
        var lines =
            from row in db.EnrolmentRequests.WhereWaiting()
            join session in db.Sessions on row.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            join child in db.Children on row.ChildId equals child.Id
            join family in db.Families on row.FamilyId equals family.Id
            select new { row, session, activity, child, family };
        var activities = await lines.Select(line => new { line.activity.Id, line.activity.Name }).Distinct().OrderBy(line => line.Name)
            .Select(line => new ActivityName(line.Id, line.Name)).ToListAsync(cancellationToken);
        if (request.ActivityId is { } activityId)
        {
            lines = lines.Where(line => line.activity.Id == activityId);
        }

        if (request.Kind is { } kind)
        {
            lines = lines.Where(line => line.row.Kind == kind);
        }

        if (request.From is { } from)
        {
            lines = lines.Where(line => line.session.Date >= from);
        }

        if (request.To is { } to)
        {
            lines = lines.Where(line => line.session.Date <= to);
        }

        if (request.OnlyUrgent)
        {
            lines = lines.Where(line => line.session.Date <= urgentUntil);
        }

        if (request.OnlyLate)
        {
            lines = lines.Where(line => line.row.AnswerDueOn < today);
        }

        if (SearchKey.Of(request.Search ?? "") is { Length: > 0 } search)
        {
            lines = lines.Where(line => line.family.SearchText.Contains(search));
        }

        var total = await lines.CountAsync(cancellationToken);
        var number = Math.Clamp(request.PageNumber, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var page = await lines.OrderBy(line => line.session.Date).ThenBy(line => line.activity.StartsAt).ThenBy(line => line.row.FiledAt).ThenBy(line => line.row.Id)
            .Skip((number - 1) * PageSize).Take(PageSize)
            .Select(line => new
            {
                line.row, line.session, ActivityName = line.activity.Name, line.child.FirstName, line.child.LastName, line.child.BirthDate, FamilyName = line.family.Name,
                Outbound = db.BusStops.Where(stop => stop.Id == line.row.OutboundStopId).Select(stop => stop.Name).FirstOrDefault(),
                Return = db.BusStops.Where(stop => stop.Id == line.row.ReturnStopId).Select(stop => stop.Name).FirstOrDefault(),
            }).AsNoTracking().ToListAsync(cancellationToken);
        return new RequestsToTreat(
            new Page<RequestToTreat>([.. page.Select(line => new RequestToTreat(
                line.row.Id, line.row.FamilyId, line.FamilyName, $"{line.FirstName} {line.LastName}".Trim(),
                Child.AgeOn(line.BirthDate, line.session.Date), line.ActivityName, line.session.Date, line.row.Kind,
                clock.ToWallClock(line.row.FiledAt), line.row.AnswerDueOn, line.session.Date <= urgentUntil, line.row.AnswerDueOn < today,
                line.Outbound, line.Return, line.row.Note, line.session.Capacity, line.session.PlacesTaken, line.session.IsClosed, user.IsOwn(line.row.FamilyId)))],
                number, PageSize, total), activities);
    }
}
