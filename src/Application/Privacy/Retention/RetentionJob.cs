using ClsPortal.Application.Shared;
using ClsPortal.Domain.Privacy;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Application.Privacy;

/// <summary>
/// Carries out the delays, a batch at a time. Of several copies of the portal one holds the passage for a while; a copy that dies loses it
/// to another, which goes on at the same rule. A rule that fails is told and left for the next night.
/// </summary>
public sealed partial class RetentionJob
{
    /// <summary>How long a copy may be silent before another goes on.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private const int DetailsMaxLength = 1000;
    private static readonly Refusal NotOurs = new("NotOurs", "Une autre copie du portail s’en occupe.");

    private readonly IPrivacyDb _db;
    private readonly ITransactions _transactions;
    private readonly CentreClock _clock;
    private readonly PurgeRules _rules;
    private readonly ILogger<RetentionJob> _logger;

    internal RetentionJob(IPrivacyDb db, ITransactions transactions, CentreClock clock, PurgeRules rules, ILogger<RetentionJob> logger) =>
        (_db, _transactions, _clock, _rules, _logger) = (db, transactions, clock, rules, logger);

    /// <returns>True when there was something to do.</returns>
    public async Task<bool> StepAsync(Guid worker, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        var now = _clock.Now;
        if (!await _db.RetentionRuns.AnyAsync(run => run.IsOpen, cancellationToken))
        {
            return false;
        }

        var claimed = await _transactions.RunAsync<Outcome<RetentionRun>>(
            async cancel =>
            {
                var free = _db.RetentionRuns.Where(run => run.IsOpen && (run.Worker == worker || run.LeaseUntil == null || run.LeaseUntil < now));
                return
                    await free.ExecuteUpdateAsync(set => set.SetProperty(run => run.Worker, worker).SetProperty(run => run.LeaseUntil, now + Lease), cancel)
                    == 1
                    ? await _db.RetentionRuns.AsNoTracking().SingleAsync(run => run.IsOpen, cancel)
                    : NotOurs;
            },
            cancellationToken
        );
        if (claimed is not { IsRefused: false })
        {
            return false;
        }

        var outcome =
            claimed.Value.Step < _rules.All.Count
                ? await PurgeAsync(claimed.Value, _rules.All[claimed.Value.Step], worker, cancellationToken)
                : await WithRunAsync(claimed.Value, worker, FinishAsync, cancellationToken);
        return outcome is { IsRefused: false };
    }

    // By itself only once the centre has looked at its delays: what nobody decided is not deleted.
    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        var today = _clock.Today;
        if (TimeOnly.FromDateTime(_clock.ToWallClock(_clock.Now)) < RetentionRun.Hour || await IsTakenAsync(today, cancellationToken))
        {
            return;
        }

        await _transactions.RunAsync<Outcome<Done>>(
            async cancel =>
            {
                // Of two copies the second stumbles over the key, tries again and finds the day taken.
                if (!await IsTakenAsync(today, cancel))
                {
                    _db.RetentionRuns.Add(RetentionRun.Start(today, isAutomatic: true, _clock.Now, Guid.Empty, "Portail"));
                    await _db.SaveChangesAsync(cancel);
                }

                return Done.It;
            },
            cancellationToken
        );
    }

    private async Task<bool> IsTakenAsync(DateOnly today, CancellationToken cancellationToken) =>
        !await _db.RetentionDelays.AnyAsync(cancellationToken)
        || await _db.RetentionRuns.AnyAsync(run => run.IsOpen || (run.IsAutomatic && run.Day == today), cancellationToken);

    private async Task<Outcome<Done>?> PurgeAsync(RetentionRun run, PurgeRule rule, Guid worker, CancellationToken cancellationToken)
    {
        try
        {
            return await WithRunAsync(
                run,
                worker,
                async (mine, cancel) =>
                {
                    var limit = (await _rules.LimitsAsync(mine.Day, cancel))[rule.Data];
                    var lost = rule.LostAsync is { } lostAsync ? await lostAsync(limit, rule.AtOnce, cancel) : LostSums.None;
                    var removed = await rule.PurgeAsync(limit, rule.AtOnce, cancel);
                    mine.Count(rule.Key, removed);
                    PurgeRules.CountLost(mine, rule, lost);
                    if (removed == 0)
                    {
                        mine.Next();
                    }
                },
                cancellationToken
            );
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            RuleFailed(exception, rule.Key);
            return await WithRunAsync(
                run,
                worker,
                (mine, _) =>
                {
                    mine.Count(rule.Key, -1);
                    mine.Next();
                    return Task.CompletedTask;
                },
                cancellationToken
            );
        }
    }

    private Task FinishAsync(RetentionRun run, CancellationToken cancellationToken)
    {
        run.Finish(_clock.Now);
        var details = _rules.Say(run);
        _db.AuditEntries.Add(
            AuditEntry.Record(
                _clock.Now,
                run.StartedBy,
                run.StartedByName,
                "retention.purged",
                $"RetentionRun:{run.Id}",
                details: details.Length > DetailsMaxLength ? details[..(DetailsMaxLength - 1)] + "…" : details
            )
        );
        return Task.CompletedTask;
    }

    private Task<Outcome<Done>?> WithRunAsync(
        RetentionRun run,
        Guid worker,
        Func<RetentionRun, CancellationToken, Task> work,
        CancellationToken cancellationToken
    ) =>
        _transactions.RunAsync<Outcome<Done>>(
            async cancel =>
            {
                // Locks the run for this batch: a copy whose lease ran out meanwhile finds that it is no longer its.
                var lease = _clock.Now + Lease;
                if (
                    await _db
                        .RetentionRuns.Where(row => row.Id == run.Id && row.IsOpen && row.Worker == worker && row.Step == run.Step)
                        .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, lease), cancel) == 0
                )
                {
                    return NotOurs;
                }

                await work(await _db.RetentionRuns.SingleAsync(row => row.Id == run.Id, cancel), cancel);
                await _db.SaveChangesAsync(cancel);
                return Done.It;
            },
            cancellationToken
        );

    [LoggerMessage(Level = LogLevel.Error, Message = "The retention rule '{Rule}' failed; the next passage tries again")]
    private partial void RuleFailed(Exception exception, string rule);
}
