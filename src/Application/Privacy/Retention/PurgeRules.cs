using ClsPortal.Application.Shared;
using ClsPortal.Domain.Privacy;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Privacy;

/// <summary>
/// All that goes by itself, in the order in which a passage takes it: what is judged by a family's days before the days themselves,
/// and families of whom nothing is left at the end.
/// </summary>
internal sealed class PurgeRules(IPrivacyDb db, RecordPurge records, ActivityPurge activities, AccountsPurge accounts, CentreClock clock)
{
    public IReadOnlyList<PurgeRule> All { get; } = [.. records.Rules, .. activities.Rules, .. accounts.Rules, records.LastRule];

    /// <summary>Up to where each kind is too old on that day, with the centre's own delays.</summary>
    public async Task<IReadOnlyDictionary<RetainedData, PurgeLimit>> LimitsAsync(DateOnly today, CancellationToken cancellationToken)
    {
        var chosen = await db.RetentionDelays.AsNoTracking().ToDictionaryAsync(delay => delay.Data, delay => delay.Months, cancellationToken);
        return Enum.GetValues<RetainedData>()
            .ToDictionary(
                data => data,
                data => PurgeLimit.Of(today, chosen.TryGetValue(data, out var months) ? months : RetentionDelay.StandardMonths(data), clock)
            );
    }

    /// <summary>Notes on the passage what a batch took along that was never invoiced.</summary>
    public static void CountLost(RetentionRun run, PurgeRule rule, LostSums lost)
    {
        if (lost != LostSums.None)
        {
            run.Count(SessionsLost(rule), lost.Sessions);
            run.Count(CentsLost(rule), (int)lost.Cents);
        }
    }

    private static string SessionsLost(PurgeRule rule) => $"{rule.Key}.never-invoiced";

    private static string CentsLost(PurgeRule rule) => $"{rule.Key}.never-invoiced-cents";

    /// <summary>What a passage removed, in French.</summary>
    public string Say(RetentionRun run)
    {
        var parts = All.Where(rule => run.Removed.GetValueOrDefault(rule.Key) != 0)
            .Select(rule =>
                run.Removed[rule.Key] < 0
                    ? $"{rule.What} : échec"
                    : FormattableString.Invariant($"{rule.What} : {run.Removed[rule.Key]}")
                        + new LostSums(run.Removed.GetValueOrDefault(SessionsLost(rule)), run.Removed.GetValueOrDefault(CentsLost(rule))).Sentence
            )
            .ToList();
        return parts.Count == 0 ? "rien n’était arrivé à son terme" : string.Join(", ", parts);
    }
}
