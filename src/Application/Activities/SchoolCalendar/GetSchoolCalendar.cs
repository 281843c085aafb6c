using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>The school calendar that binds the centre, and the school years that can be added with one click.</summary>
public sealed record GetSchoolCalendar : IQuery<SchoolCalendarPage>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

/// <param name="IsSetUp">False while there is no centre.</param>
/// <param name="Zone">The centre's.</param>
/// <param name="Periods">Of the zone, in order.</param>
/// <param name="Shipped">School years that come with the portal.</param>
public sealed record SchoolCalendarPage(bool IsSetUp, string Zone, IReadOnlyList<TargetPeriod> Periods, IReadOnlyList<string> Shipped);

internal sealed class GetSchoolCalendarHandler(IActivitiesDb db, ISchoolCalendarFiles files) : IQueryHandler<GetSchoolCalendar, SchoolCalendarPage>
{
    public async Task<Outcome<SchoolCalendarPage>> Handle(GetSchoolCalendar request, CancellationToken cancellationToken)
    {
        var centre = await db.Centres.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        var zone = centre?.SchoolZone ?? "A";
        var periods = await db
            .HolidayPeriods.Where(period => period.Zone == zone)
            .OrderBy(period => period.FirstDay)
            .Select(period => new TargetPeriod(period.Id, period.Name, period.FirstDay, period.ReturnDay))
            .ToListAsync(cancellationToken);
        return new SchoolCalendarPage(centre is not null, zone, periods, files.Shipped);
    }
}
