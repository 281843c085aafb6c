using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Centre;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Centre;

/// <summary>Readings of the centre that also hold while nobody has set it up.</summary>
internal static class CentreQueries
{
    public static async Task<CentreProfile> CentreAsync(this ICentreTables db, CancellationToken cancellationToken) =>
        await db.Centres.AsNoTracking().SingleOrDefaultAsync(cancellationToken) ?? CentreProfile.NotSetUp;

    /// <summary>How the organisation wants the portal to look.</summary>
    public static async Task<Look> LookAsync(this ICentreTables db, CancellationToken cancellationToken)
    {
        var look = await db.CentreLooks.AsNoTracking().SingleOrDefaultAsync(cancellationToken) ?? CentreLook.Create();
        return new Look(
            (await db.CentreAsync(cancellationToken)).Name,
            Colour.Of(look.Accent),
            LookPicture.Of(look.Logo, look.LogoWidth, look.LogoHeight),
            LookPicture.Of(look.Cover, look.CoverWidth, look.CoverHeight)
        );
    }

    /// <summary>The holidays of the centre's zone, from a day on.</summary>
    public static Task<List<HolidayPeriod>> HolidaysAsync(this IActivitiesTables db, string zone, DateOnly from, CancellationToken cancellationToken) =>
        db
            .HolidayPeriods.AsNoTracking()
            .Where(period => period.Zone == zone && period.ReturnDay > from)
            .OrderBy(period => period.FirstDay)
            .ToListAsync(cancellationToken);
}
