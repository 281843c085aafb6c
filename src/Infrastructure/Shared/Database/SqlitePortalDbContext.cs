using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>The embedded edition: one file, one writer at a time.</summary>
public sealed class SqlitePortalDbContext(DbContextOptions<SqlitePortalDbContext> options) : PortalDbContext(options)
{
    // The transaction is the only writer from its beginning on.
    public override Task LockSessionsAsync(IReadOnlyCollection<int> sessionIds, CancellationToken cancellationToken) => Task.CompletedTask;

    public override async Task<IReadOnlySet<int>> TakePlacesAsync(IReadOnlyCollection<int> sessionIds, CancellationToken cancellationToken)
    {
        var statement =
            "UPDATE sessions SET places_taken = places_taken + 1 WHERE id IN ("
            + Keys(sessionIds)
            + ") AND NOT is_closed AND places_taken < capacity RETURNING id AS \"Value\"";
        return (await Database.SqlQueryRaw<int>(statement).ToListAsync(cancellationToken)).ToHashSet();
    }

    public override async Task ReleasePlacesAsync(IReadOnlyCollection<int> sessionIds, CancellationToken cancellationToken)
    {
        // As many places at once as the key occurs: mostly one, so mostly one statement.
        foreach (var freed in sessionIds.CountBy(id => id).GroupBy(pair => pair.Value, pair => pair.Key))
        {
            var ids = freed.ToList();
            await Sessions
                .Where(session => ids.Contains(session.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(session => session.PlacesTaken, session => session.PlacesTaken - freed.Key), cancellationToken);
        }
    }

    // The keys are numbers of ours, written out so that one statement serves any count of them.
    private static string Keys(IEnumerable<int> ids) => string.Join(',', ids.Order().Select(id => id.ToString(CultureInfo.InvariantCulture)));
}
