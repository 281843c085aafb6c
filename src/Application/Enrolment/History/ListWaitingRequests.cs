using ClsPortal.Application.Centre;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>« Vos demandes »: the family's requests that wait for the centre.</summary>
public sealed record ListWaitingRequests(int PageNumber = 1) : IQuery<Page<WaitingRequest>>
{
    public static Permission Access => Permission.Parent;
}

/// <param name="Id">The request.</param>
/// <param name="ChildId">The lists are per child.</param>
/// <param name="ChildName">Prénom.</param>
/// <param name="Date">The session's day.</param>
/// <param name="ActivityId">For the link to its calendar and its bus stops.</param>
/// <param name="ActivityName">As parents know it.</param>
/// <param name="Kind">Inscription demandée, Annulation demandée.</param>
/// <param name="FiledAt">On the centre's clocks.</param>
/// <param name="AnswerDueOn">Promised by the centre.</param>
/// <param name="OutboundStopId">Bus out.</param>
/// <param name="ReturnStopId">Bus back.</param>
/// <param name="Stops">The activity's stops, for changing them.</param>
/// <param name="Note">The parent's own.</param>
/// <param name="KeptBecause">Null while it can be changed and withdrawn; else why it cannot.</param>
public sealed record WaitingRequest(
    long Id,
    int ChildId,
    string ChildName,
    DateOnly Date,
    int ActivityId,
    string ActivityName,
    RequestKind Kind,
    DateTime FiledAt,
    DateOnly AnswerDueOn,
    int? OutboundStopId,
    int? ReturnStopId,
    IReadOnlyList<CalendarStop> Stops,
    string? Note,
    string? KeptBecause
);

internal sealed class ListWaitingRequestsHandler(IEnrolmentDb db, RecordSight sight, ICurrentUser user, CentreClock clock)
    : IQueryHandler<ListWaitingRequests, Page<WaitingRequest>>
{
    public async Task<Outcome<Page<WaitingRequest>>> Handle(ListWaitingRequests request, CancellationToken cancellationToken)
    {
        var mine = db.EnrolmentRequests.WhereWaiting().WhereOpenTo(db, user);
        var total = await mine.CountAsync(cancellationToken);
        var cut = PageCut.Of(request.PageNumber, total);
        var rows = await (
            from row in mine
            join child in db.Children on row.ChildId equals child.Id
            join session in db.Sessions on row.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            orderby child.BirthDate, child.Id, session.Date, activity.StartsAt, row.Id
            select new
            {
                row,
                child.FirstName,
                session.Date,
                activity.Id,
                activity.Name,
                activity.StartsAt,
                activity.Cutoff,
                Stops = activity
                    .BusStops.OrderBy(stop => stop.Position)
                    .ThenBy(stop => stop.Id)
                    .Select(stop => new { stop.IsRetired, Shown = new CalendarStop(stop.Id, stop.Name, stop.OutboundAt, stop.ReturnAt) })
                    .ToList(),
            }
        )
            .AsNoTracking()
            .Cut(cut)
            .ToListAsync(cancellationToken);
        var phone = (await db.CentreAsync(cancellationToken)).Phone;
        var sentences = new RefusalSentences(phone, clock.Zone);
        var eyes = await sight.OfParentAsync(cancellationToken);
        var rules = new EnrolmentRules(new([]), clock.Zone);
        return cut.Of<WaitingRequest>([
            .. rows.Select(line =>
            {
                var change = rules.CanChangeOrWithdraw(line.row.Status, line.Date, line.StartsAt, line.Cutoff, clock.Now);
                return new WaitingRequest(
                    line.row.Id,
                    line.row.ChildId,
                    line.FirstName,
                    line.Date,
                    line.Id,
                    line.Name,
                    line.row.Kind,
                    clock.ToWallClock(line.row.FiledAt),
                    line.row.AnswerDueOn,
                    line.row.OutboundStopId,
                    line.row.ReturnStopId,
                    // A stop that is no longer offered may stay where it was chosen.
                    [
                        .. line
                            .Stops.Where(stop => !stop.IsRetired || stop.Shown.Id == line.row.OutboundStopId || stop.Shown.Id == line.row.ReturnStopId)
                            .Select(stop => stop.Shown),
                    ],
                    line.row.NoteFor(eyes, user.UserId),
                    change.IsAllowed ? null : sentences.For(change).Sentence
                );
            }),
        ]);
    }
}
