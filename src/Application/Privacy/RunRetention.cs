using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Privacy;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Privacy;

/// <summary>What a passage of the delays would remove today.</summary>
public sealed record PreviewRetention : IQuery<RetentionPreview>
{
    // Data protection is the administrator's.
    public static Permission Access => Permission.Of(Roles.Administrator);
}

/// <param name="Lines">Kinds of which something is too old.</param>
/// <param name="Families">Families that have left, the first fifty by name.</param>
/// <param name="Held">Families that have left and still owe: they stay.</param>
public sealed record RetentionPreview(IReadOnlyList<PurgeLine> Lines, IReadOnlyList<PurgedFamily> Families, IReadOnlyList<PurgedFamily> Held);

/// <param name="Data">Whose delay.</param>
/// <param name="What">What goes.</param>
/// <param name="Count">How many.</param>
/// <param name="LastDay">What belongs to this day or an earlier one.</param>
/// <param name="Lost">What goes along that was never invoiced.</param>
public sealed record PurgeLine(RetainedData Data, string What, int Count, DateOnly LastDay, LostSums Lost);

public sealed record PurgedFamily(string Number, string Name);

internal sealed class PreviewRetentionHandler(PurgeRules rules, LivingFamilies living, CentreClock clock) : IQueryHandler<PreviewRetention, RetentionPreview>
{
    private const int MostNamed = 50;

    public async Task<Outcome<RetentionPreview>> Handle(PreviewRetention request, CancellationToken cancellationToken)
    {
        var limits = await rules.LimitsAsync(clock.Today, cancellationToken);
        List<PurgeLine> lines = [];
        foreach (var rule in rules.All)
        {
            var count = await rule.CountAsync(limits[rule.Data], cancellationToken);
            if (count > 0)
            {
                var lost = rule.LostAsync is { } lostAsync ? await lostAsync(limits[rule.Data], int.MaxValue, cancellationToken) : LostSums.None;
                lines.Add(new PurgeLine(rule.Data, rule.What, count, rule.Data == RetainedData.Invoices ? limits[rule.Data].LastYearEnd : limits[rule.Data].LastDay, lost));
            }
        }

        var limit = limits[RetainedData.FamilyRecords];
        return new RetentionPreview(lines, await NamesAsync(living.ToAnonymise(limit)), await NamesAsync(living.Held(limit)));

        async Task<IReadOnlyList<PurgedFamily>> NamesAsync(IQueryable<Domain.Families.Family> families) => await families.AsNoTracking()
            .OrderBy(family => family.SortKey).ThenBy(family => family.Id).Take(MostNamed).Select(family => new PurgedFamily(family.Number, family.Name)).ToListAsync(cancellationToken);
    }
}

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

internal sealed class GetRetentionStateHandler(IPortalDb db, PurgeRules rules, CentreClock clock) : IQueryHandler<GetRetentionState, RetentionState>
{
    private const int Shown = 5;

    public async Task<Outcome<RetentionState>> Handle(GetRetentionState request, CancellationToken cancellationToken)
    {
        var runs = await db.RetentionRuns.AsNoTracking().OrderByDescending(run => run.Id).Take(Shown).ToListAsync(cancellationToken);
        return new RetentionState(
            await db.RetentionDelays.AnyAsync(cancellationToken),
            [.. runs.Select(run => new RetentionRunLine(run.Id, clock.ToWallClock(run.StartedAt), run.StartedByName, run.IsOpen, rules.Say(run)))]);
    }
}

/// <summary>« Exécuter maintenant »: begins a passage, which a worker carries out in batches.</summary>
/// <param name="Stamp">Of the delays that were shown.</param>
[HarmlessForOwnFamily("the delays decide, for all families")]
public sealed record StartRetention(string Stamp) : ICommand<Done>
{
    public static Permission Access => Permission.Of(Roles.Administrator);
}

internal sealed class StartRetentionHandler(IPortalDb db, SetupDesk setup, ICurrentUser user, CentreClock clock) : ICommandHandler<StartRetention, Done>
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
