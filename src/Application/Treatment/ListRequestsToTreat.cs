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

public sealed record RequestToTreat(
    long Id, int FamilyId, string FamilyName, string ChildName, int Age, string ActivityName, DateOnly Date, RequestKind Kind, DateTime FiledAt,
    DateOnly AnswerDueOn, bool IsUrgent, bool IsLate, string? OutboundStop, string? ReturnStop, string? Note, int Capacity, int PlacesTaken, bool IsSessionClosed);

internal sealed class ListRequestsToTreatValidator : AbstractValidator<ListRequestsToTreat>
{
    public ListRequestsToTreatValidator()
    {
        RuleFor(list => list.To).Must((list, to) => to is null || list.From is null || to >= list.From)
            .WithMessage("La date « au » doit être le même jour que la date « du » ou après elle.");
        RuleFor(list => list.Search).MaximumLength(100).WithMessage("La recherche est trop longue : 100 caractères au plus.");
    }
}

internal sealed class ListRequestsToTreatHandler(IPortalDb db, CentreClock clock) : IQueryHandler<ListRequestsToTreat, RequestsToTreat>
{
    private const int PageSize = 50;

    public async Task<Outcome<RequestsToTreat>> Handle(ListRequestsToTreat request, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var urgentUntil = today.AddDays((await db.CentreAsync(cancellationToken)).UrgentDays);
        var activities = await RequestLines.Of(db, db.EnrolmentRequests.WhereWaiting())
            .Select(line => new { line.Activity.Id, line.Activity.Name, line.Activity.SortKey }).Distinct().OrderBy(line => line.SortKey)
            .Select(line => new ActivityName(line.Id, line.Name)).ToListAsync(cancellationToken);
        var lines = RequestLines.ToTreat(db, request, today, urgentUntil);
        var total = await lines.CountAsync(cancellationToken);
        var number = Math.Clamp(request.PageNumber, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var page = await lines.OrderBy(line => line.Session.Date).ThenBy(line => line.Activity.StartsAt).ThenBy(line => line.Row.FiledAt).ThenBy(line => line.Row.Id)
            .Skip((number - 1) * PageSize).Take(PageSize)
            .Select(line => new
            {
                row = line.Row, session = line.Session, ActivityName = line.Activity.Name, line.Child.FirstName, line.Child.LastName, line.Child.BirthDate, FamilyName = line.Family.Name,
                Outbound = db.BusStops.Where(stop => stop.Id == line.Row.OutboundStopId).Select(stop => stop.Name).FirstOrDefault(),
                Return = db.BusStops.Where(stop => stop.Id == line.Row.ReturnStopId).Select(stop => stop.Name).FirstOrDefault(),
            }).AsNoTracking().ToListAsync(cancellationToken);
        return new RequestsToTreat(
            new Page<RequestToTreat>([.. page.Select(line => new RequestToTreat(
                line.row.Id, line.row.FamilyId, line.FamilyName, $"{line.FirstName} {line.LastName}".Trim(),
                Child.AgeOn(line.BirthDate, line.session.Date), line.ActivityName, line.session.Date, line.row.Kind,
                clock.ToWallClock(line.row.FiledAt), line.row.AnswerDueOn, line.session.Date <= urgentUntil, line.row.AnswerDueOn < today,
                line.Outbound, line.Return, line.row.Note, line.session.Capacity, line.session.PlacesTaken, line.session.IsClosed))],
                number, PageSize, total), activities);
    }
}
