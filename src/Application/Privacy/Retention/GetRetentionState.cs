using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Privacy;

/// <summary>Where the delays stand: whether they are carried out by themselves, and what the last passage did.</summary>
public sealed record GetRetentionState : IQuery<RetentionState>
{
    public static Permission Access => Permission.Of(Roles.Administrator);
}

/// <param name="IsAutomatic">True once the delays were saved: from then on each night.</param>
/// <param name="Last">The latest passages, the newest first.</param>
public sealed record RetentionState(bool IsAutomatic, IReadOnlyList<RetentionRunLine> Last);

/// <param name="Id">The key.</param>
/// <param name="StartedAt">On the centre's clocks.</param>
/// <param name="By">Who asked for it, or the portal.</param>
/// <param name="IsOpen">True while it runs.</param>
/// <param name="Removed">What it removed so far.</param>
public sealed record RetentionRunLine(int Id, DateTime StartedAt, string By, bool IsOpen, string Removed);

internal sealed class GetRetentionStateHandler(IPrivacyDb db, PurgeRules rules, CentreClock clock) : IQueryHandler<GetRetentionState, RetentionState>
{
    private const int Shown = 5;

    public async Task<Outcome<RetentionState>> Handle(GetRetentionState request, CancellationToken cancellationToken)
    {
        var runs = await db.RetentionRuns.AsNoTracking().OrderByDescending(run => run.Id).Take(Shown).ToListAsync(cancellationToken);
        return new RetentionState(
            await db.RetentionDelays.AnyAsync(cancellationToken),
            [.. runs.Select(run => new RetentionRunLine(run.Id, clock.ToWallClock(run.StartedAt), run.StartedByName, run.IsOpen, rules.Say(run)))]
        );
    }
}
