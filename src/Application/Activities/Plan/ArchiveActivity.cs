using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>
/// Puts an activity away, or takes it out again. It is kept for the requests, invoices and lists that refer to it; while families hold
/// places in days to come, it is not put away.
/// </summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record ArchiveActivity(int ActivityId, bool IsArchived) : ICommand<Done>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class ArchiveActivityHandler(IActivitiesDb db, SetupDesk setup, PlanDesk plans, CentreClock clock) : ICommandHandler<ArchiveActivity, Done>
{
    public async Task<Outcome<Done>> Handle(ArchiveActivity request, CancellationToken cancellationToken)
    {
        if (await setup.LockAsync(cancellationToken) is not { } centre)
        {
            return SetupDesk.NoCentre;
        }

        if (await db.Activities.SingleOrDefaultAsync(activity => activity.Id == request.ActivityId, cancellationToken) is not { } activity)
        {
            return Refusal.NotFound;
        }

        if (activity.IsArchived == request.IsArchived)
        {
            return Done.It;
        }

        var today = clock.Today;
        var ahead = await db
            .Sessions.Where(session => session.ActivityId == activity.Id && session.Date >= today)
            .Select(session => session.Id)
            .ToListAsync(cancellationToken);
        await db.LockSessionsAsync(ahead, cancellationToken);
        var held = request.IsArchived
            ? await db.Sessions.Where(session => ahead.Contains(session.Id)).SumAsync(session => session.PlacesTaken, cancellationToken)
            : 0;
        if (held > 0)
        {
            return new Refusal(
                "PlacesAhead",
                $"{(held == 1 ? "1 inscription ou demande attend" : $"{held} inscriptions ou demandes attendent")} encore dans les séances à venir : "
                    + $"traitez-les, ou fermez ces journées, avant d’archiver « {activity.Name} »."
            );
        }

        activity.Archive(request.IsArchived);
        var calendar = new SchoolCalendar(await db.HolidaysAsync(centre.SchoolZone, DateOnly.MinValue, cancellationToken));
        plans.CarryOut(await plans.PlanAsync([activity], calendar, isTracked: true, cancellationToken));
        setup.Record(request.IsArchived ? "activity.archived" : "activity.restored", $"Activity:{activity.Id}", activity.Name);
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
