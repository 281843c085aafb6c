using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>All activities with how they stand, by type; the archived ones apart.</summary>
public sealed record ListActivities(bool Archived = false, int PageNumber = 1) : IQuery<ActivityList>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

/// <param name="Lines">A page of them.</param>
/// <param name="Categories">All types, with how many activities they hold.</param>
/// <param name="ToSettle">Live bookings on days that are closed.</param>
public sealed record ActivityList(Page<ActivityLine> Lines, IReadOnlyList<CategoryLine> Categories, int ToSettle);

/// <param name="Id">The activity.</param>
/// <param name="Name">As parents know it.</param>
/// <param name="Category">Its type.</param>
/// <param name="Site">Where.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="SessionsAhead">Open sessions from today on.</param>
/// <param name="PlacesAhead">Requests and bookings from today on.</param>
/// <param name="Opening">Whether families can ask, in words.</param>
public sealed record ActivityLine(
    int Id,
    string Name,
    string Category,
    string Site,
    DateOnly From,
    DateOnly To,
    int SessionsAhead,
    int PlacesAhead,
    string Opening
);

public sealed record CategoryLine(int Id, string Name, int Activities);

internal sealed class ListActivitiesHandler(IActivitiesDb db, CentreClock clock) : IQueryHandler<ListActivities, ActivityList>
{
    public async Task<Outcome<ActivityList>> Handle(ListActivities request, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var wanted = db.Activities.Where(activity => activity.IsArchived == request.Archived);
        var total = await wanted.CountAsync(cancellationToken);
        var cut = PageCut.Of(request.PageNumber, total);
        var rows = await (
            from activity in wanted.Include(activity => activity.Windows)
            join category in db.ActivityCategories on activity.CategoryId equals category.Id
            orderby category.Position, activity.From descending, activity.SortKey, activity.Id
            select new
            {
                activity,
                category.Name,
                Sessions = db.Sessions.Count(session => session.ActivityId == activity.Id && session.Date >= today && !session.IsClosed),
                Places = db.Sessions.Where(session => session.ActivityId == activity.Id && session.Date >= today).Sum(session => session.PlacesTaken),
            }
        )
            .AsNoTracking()
            .Cut(cut)
            .ToListAsync(cancellationToken);
        var windows = (
            await db
                .Activities.AsNoTracking()
                .Include(activity => activity.Windows)
                .Where(activity => rows.Select(row => row.activity.Id).Contains(activity.Id))
                .ToListAsync(cancellationToken)
        ).ToDictionary(activity => activity.Id);
        var categories = await db
            .ActivityCategories.OrderBy(category => category.Position)
            .ThenBy(category => category.Id)
            .Select(category => new CategoryLine(category.Id, category.Name, db.Activities.Count(activity => activity.CategoryId == category.Id)))
            .ToListAsync(cancellationToken);
        var toSettle = await db
            .Sessions.Where(session => session.Date >= today && session.IsClosed)
            .SumAsync(session => session.PlacesTaken, cancellationToken);
        var words = new ActivityWords(clock.Zone, clock.Now);
        return new ActivityList(
            cut.Of<ActivityLine>([
                .. rows.Select(row => new ActivityLine(
                    row.activity.Id,
                    row.activity.Name,
                    row.Name,
                    row.activity.Site,
                    row.activity.From,
                    row.activity.To,
                    row.Sessions,
                    row.Places,
                    words.Opening(windows[row.activity.Id])
                )),
            ]),
            categories,
            toSettle
        );
    }
}
