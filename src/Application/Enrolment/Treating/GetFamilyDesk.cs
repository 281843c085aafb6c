using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>One family as staff need it to book, move and cancel on its behalf.</summary>
public sealed record GetFamilyDesk(int FamilyId, int PageNumber = 1) : IQuery<FamilyDesk>, IShowsCoordinates
{
    // Whoever treats requests: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Treating);

    public string Look => Looks.Record;

    public IQueryable<int> FamiliesShown(IPortalDb db) => db.FamilyShown(FamilyId);
}

public sealed record FamilyDesk(
    int Id,
    string Number,
    string Name,
    IReadOnlyList<GuardianCard> Guardians,
    IReadOnlyList<ChildChoice> Children,
    IReadOnlyList<ActivityStops> Activities,
    Page<FamilyRequest> Requests,
    bool IsAnonymised
);

public sealed record GuardianCard(string Name, string? Email, bool IsReferent);

public sealed record ActivityStops(int Id, string Name, DateOnly From, DateOnly To, IReadOnlyList<CalendarStop> Stops);

/// <param name="Id">The request or booking.</param>
/// <param name="ChildName">Prénom.</param>
/// <param name="ActivityId">The activity.</param>
/// <param name="ActivityName">As parents know it.</param>
/// <param name="Date">The session's day.</param>
/// <param name="Kind">Enrolment or cancellation.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="IsPastCutoff">True when a cancellation now is a late one.</param>
/// <param name="IsInvoiced">True for a cancelled booking that stays on the invoice.</param>
/// <param name="Reason">Of the decision.</param>
public sealed record FamilyRequest(
    long Id,
    string ChildName,
    int ActivityId,
    string ActivityName,
    DateOnly Date,
    RequestKind Kind,
    RequestStatus Status,
    bool IsPastCutoff,
    bool IsInvoiced,
    string? Reason
);

internal sealed class GetFamilyDeskHandler(IEnrolmentDb db, CentreClock clock) : IQueryHandler<GetFamilyDesk, FamilyDesk>
{
    private const int PageSize = 30;

    public async Task<Outcome<FamilyDesk>> Handle(GetFamilyDesk request, CancellationToken cancellationToken)
    {
        var family = await db
            .Families.AsNoTracking()
            .Include(row => row.Guardians)
            .Include(row => row.Children)
            .SingleOrDefaultAsync(row => row.Id == request.FamilyId, cancellationToken);
        if (family is null)
        {
            return Refusal.NotFound;
        }

        var today = clock.Today;
        var activities = await db
            .Activities.AsNoTracking()
            .Include(activity => activity.BusStops)
            .Where(activity => activity.To >= today && !activity.IsArchived)
            .OrderBy(activity => activity.SortKey)
            .ToListAsync(cancellationToken);
        var all = db.EnrolmentRequests.Where(row => row.FamilyId == request.FamilyId);
        var total = await all.CountAsync(cancellationToken);
        var cut = PageCut.Of(request.PageNumber, total, PageSize);
        var rows = await (
            from row in all
            join child in db.Children on row.ChildId equals child.Id
            join session in db.Sessions on row.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            orderby session.Date descending, row.Id descending
            select new
            {
                row,
                child.FirstName,
                session.Date,
                ActivityId = activity.Id,
                activity.Name,
                activity.StartsAt,
                activity.Cutoff,
            }
        )
            .AsNoTracking()
            .Cut(cut)
            .ToListAsync(cancellationToken);
        return new FamilyDesk(
            family.Id,
            family.Number,
            family.Name,
            [
                .. family
                    .Guardians.OrderByDescending(guardian => guardian.IsReferent)
                    .Select(guardian => new GuardianCard($"{guardian.FirstName} {guardian.LastName}".Trim(), guardian.Email, guardian.IsReferent)),
            ],
            [
                .. family
                    .Children.Where(child => child.LeftAt is null)
                    .OrderBy(child => child.BirthDate)
                    .Select(child => new ChildChoice(child.Id, child.FirstName, child.BirthDate)),
            ],
            [
                .. activities.Select(activity => new ActivityStops(
                    activity.Id,
                    activity.Name,
                    activity.From,
                    activity.To,
                    [
                        .. activity
                            .BusStops.Where(stop => !stop.IsRetired)
                            .OrderBy(stop => stop.Position)
                            .ThenBy(stop => stop.OutboundAt ?? stop.ReturnAt)
                            .Select(stop => new CalendarStop(stop.Id, stop.Name, stop.OutboundAt, stop.ReturnAt)),
                    ]
                )),
            ],
            cut.Of<FamilyRequest>([
                .. rows.Select(line => new FamilyRequest(
                    line.row.Id,
                    line.FirstName,
                    line.ActivityId,
                    line.Name,
                    line.Date,
                    line.row.Kind,
                    line.row.Status,
                    clock.Now >= line.Cutoff.InstantFor(line.Date, line.StartsAt, clock.Zone),
                    line.row.IsInvoicedDespiteCancellation,
                    line.row.Reason
                )),
            ]),
            family.AnonymisedAt is not null
        );
    }
}
