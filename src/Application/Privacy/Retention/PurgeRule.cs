using ClsPortal.Application.Shared;
using ClsPortal.Domain.Privacy;

namespace ClsPortal.Application.Privacy;

/// <summary>Up to where data is too old today.</summary>
/// <param name="LastDay">
/// What belongs to this day or an earlier one goes. Months of unequal length never make it earlier than the delay, at most three days later.
/// </param>
/// <param name="Before">The end of that day, UTC.</param>
public sealed record PurgeLimit(DateOnly LastDay, DateTime Before)
{
    /// <summary>The last year that is wholly over by <see cref="LastDay"/>: accounts are kept by the year.</summary>
    public DateOnly LastYearEnd => new(LastDay.AddDays(1).Year - 1, 12, 31);

    /// <summary>Counts back from a day.</summary>
    public static PurgeLimit Of(DateOnly today, int months, CentreClock clock)
    {
        var last = today.AddMonths(-months);
        return new PurgeLimit(last, Domain.Shared.PortalZone.StartOfDay(clock.Zone, last.AddDays(1)));
    }
}

/// <summary>One kind of rows that go when their time is over.</summary>
/// <param name="Key">Stable name, in the counts of a passage.</param>
/// <param name="Data">Whose delay it follows.</param>
/// <param name="What">What goes, in French, for « … : 12 ».</param>
/// <param name="CountAsync">How many are too old.</param>
/// <param name="PurgeAsync">Removes a batch of at most so many; 0 when nothing is left.</param>
internal sealed record PurgeRule(
    string Key,
    RetainedData Data,
    string What,
    Func<PurgeLimit, CancellationToken, Task<int>> CountAsync,
    Func<PurgeLimit, int, CancellationToken, Task<int>> PurgeAsync
)
{
    /// <summary>Size of a batch.</summary>
    public int AtOnce { get; init; } = 200;

    /// <summary>What the next batch of so many takes along of sums that were never invoiced; null where there can be none.</summary>
    public Func<PurgeLimit, int, CancellationToken, Task<LostSums>>? LostAsync { get; init; }
}
