using ClsPortal.Application.Common;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Centre;

/// <summary>How far a new portal is set up. Each step is read from the data, so that the assistant can be left and taken up again.</summary>
public sealed record GetSetupProgress : IQuery<SetupProgress>
{
    public static Access Access => Access.Of(Roles.Setup);
}

/// <param name="HasCentre">Name, phone and zone are known.</param>
/// <param name="HasOffice">Families find an address.</param>
/// <param name="HasCalendar">The school holidays reach beyond today.</param>
/// <param name="HasCategory">At least one type of activity.</param>
/// <param name="HasActivity">At least one activity with sessions to come.</param>
/// <param name="HasDirector">Somebody directs the centre.</param>
/// <param name="Zone">The centre's school zone.</param>
public sealed record SetupProgress(bool HasCentre, bool HasOffice, bool HasCalendar, bool HasCategory, bool HasActivity, bool HasDirector, string Zone)
{
    /// <summary>Steps that are left.</summary>
    public int Left => new[] { HasCentre, HasOffice, HasCalendar, HasCategory, HasActivity, HasDirector }.Count(done => !done);
}

/// <summary>Who works for the centre, which the users' own store knows.</summary>
public interface IStaffRoster
{
    Task<bool> AnyAsync(Roles role, CancellationToken cancellationToken);
}

internal sealed class GetSetupProgressHandler(IPortalDb db, IStaffRoster staff, CentreClock clock) : IQueryHandler<GetSetupProgress, SetupProgress>
{
    public async Task<Outcome<SetupProgress>> Handle(GetSetupProgress request, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var centre = await db.Centres.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        var zone = centre?.SchoolZone ?? "A";
        return new SetupProgress(
            centre is not null,
            await db.Offices.AnyAsync(cancellationToken),
            await db.HolidayPeriods.AnyAsync(period => period.Zone == zone && period.ReturnDay > today, cancellationToken),
            await db.ActivityCategories.AnyAsync(cancellationToken),
            await db.Sessions.AnyAsync(session => session.Date >= today, cancellationToken),
            await staff.AnyAsync(Roles.Director, cancellationToken),
            zone);
    }
}
