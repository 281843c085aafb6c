using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Privacy;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Privacy;

/// <summary>« Exécuter maintenant »: begins a passage, which a worker carries out in batches.</summary>
/// <param name="Stamp">Of the delays that were shown.</param>
[HarmlessForOwnFamily("the delays decide, for all families")]
public sealed record StartRetention(string Stamp) : ICommand<Done>
{
    public static Permission Access => Permission.Of(Roles.Administrator);
}

internal sealed class StartRetentionHandler(IPrivacyDb db, SetupDesk setup, ICurrentUser user, CentreClock clock) : ICommandHandler<StartRetention, Done>
{
    public async Task<Outcome<Done>> Handle(StartRetention request, CancellationToken cancellationToken)
    {
        await setup.LockAsync(cancellationToken);
        if (Retention.Of(await db.RetentionDelays.AsNoTracking().ToListAsync(cancellationToken)).Stamp != request.Stamp)
        {
            return SetupDesk.ChangedMeanwhile;
        }

        if (await db.RetentionRuns.AnyAsync(run => run.IsOpen, cancellationToken))
        {
            return new Refusal("AlreadyRunning", "L’effacement est déjà en cours : attendez qu’il soit terminé.");
        }

        var run = RetentionRun.Start(clock.Today, isAutomatic: false, clock.Now, user.UserId, user.DisplayName);
        db.RetentionRuns.Add(run);
        await db.SaveChangesAsync(cancellationToken);
        setup.Record("retention.started", $"RetentionRun:{run.Id}");
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
