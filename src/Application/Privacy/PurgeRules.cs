using ClsPortal.Application.Common;
using ClsPortal.Domain.Centre;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Privacy;

/// <summary>
/// All that goes by itself, in the order in which a passage takes it: what is judged by a family's days before the days themselves,
/// and families of whom nothing is left at the end.
/// </summary>
internal sealed class PurgeRules(IPortalDb db, RecordPurge records, ActivityPurge activities, AccountsPurge accounts, CentreClock clock)
{
    public IReadOnlyList<PurgeRule> All { get; } = [.. records.Rules, .. activities.Rules, .. accounts.Rules, records.LastRule];

    /// <summary>Up to where each kind is too old on that day, with the centre's own delays.</summary>
    public async Task<IReadOnlyDictionary<RetainedData, PurgeLimit>> LimitsAsync(DateOnly today, CancellationToken cancellationToken)
    {
        var chosen = await db.RetentionDelays.AsNoTracking().ToDictionaryAsync(delay => delay.Data, delay => delay.Months, cancellationToken);
        return Enum.GetValues<RetainedData>().ToDictionary(
            data => data, data => PurgeLimit.Of(today, chosen.TryGetValue(data, out var months) ? months : RetentionDelay.StandardMonths(data), clock));
    }

    /// <summary>What a passage removed, in French.</summary>
    public string Say(RetentionRun run)
    {
        var parts = All.Where(rule => run.Removed.GetValueOrDefault(rule.Key) != 0)
            .Select(rule => run.Removed[rule.Key] < 0 ? $"{rule.What} : échec" : FormattableString.Invariant($"{rule.What} : {run.Removed[rule.Key]}")).ToList();
        return parts.Count == 0 ? "rien n’était arrivé à son terme" : string.Join(", ", parts);
    }
}
