using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>Closures that are over last, with what each did, and the activities that can be closed.</summary>
public sealed record ListClosures(int PageNumber = 1) : IQuery<ClosureList>
{
    public static Permission Access => Permission.Of(Roles.Director);
}

public sealed record ClosureList(Page<ClosureLine> Lines, IReadOnlyList<ActivityName> Activities);

/// <param name="Id">The closure.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="ActivityName">Null for all.</param>
/// <param name="Reason">As families read it.</param>
/// <param name="Settled">Bookings and requests it ended.</param>
/// <param name="Families">Families it told.</param>
/// <param name="IsReopened">True when it was taken back.</param>
/// <param name="CanReopen">True while days of it are to come.</param>
public sealed record ClosureLine(
    int Id,
    DateOnly From,
    DateOnly To,
    string? ActivityName,
    string Reason,
    int Settled,
    int Families,
    bool IsReopened,
    bool CanReopen
);

internal sealed class ListClosuresHandler(IActivitiesDb db, CentreClock clock) : IQueryHandler<ListClosures, ClosureList>
{
    public async Task<Outcome<ClosureList>> Handle(ListClosures request, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var total = await db.Closures.CountAsync(cancellationToken);
        var cut = PageCut.Of(request.PageNumber, total);
        var rows = await db
            .Closures.OrderByDescending(closure => closure.From)
            .ThenByDescending(closure => closure.Id)
            .Cut(cut)
            .Select(closure => new ClosureLine(
                closure.Id,
                closure.From,
                closure.To,
                db.Activities.Where(activity => activity.Id == closure.ActivityId).Select(activity => activity.Name).FirstOrDefault(),
                closure.Reason,
                db.EnrolmentRequests.Count(row => row.TreatmentId == closure.TreatmentId && row.Kind == RequestKind.Enrolment),
                db.EnrolmentRequests.Where(row => row.TreatmentId == closure.TreatmentId).Select(row => row.FamilyId).Distinct().Count(),
                closure.ReopenedAt != null,
                closure.ReopenedAt == null && closure.To >= today
            ))
            .ToListAsync(cancellationToken);
        var activities = await db
            .Activities.Where(activity => !activity.IsArchived && activity.To >= today)
            .OrderBy(activity => activity.SortKey)
            .Select(activity => new ActivityName(activity.Id, activity.Name))
            .ToListAsync(cancellationToken);
        return new ClosureList(cut.Of<ClosureLine>(rows), activities);
    }
}
