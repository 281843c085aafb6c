using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Persistence;

/// <summary>The embedded edition: one file, one writer at a time.</summary>
public sealed class SqlitePortalDbContext(DbContextOptions<SqlitePortalDbContext> options) : PortalDbContext(options)
{
    // The transaction is the only writer from its beginning on.
    public override Task LockSessionsAsync(IReadOnlyCollection<int> sessionIds, CancellationToken cancellationToken) => Task.CompletedTask;

    public override async Task<IReadOnlySet<int>> TakePlacesAsync(IReadOnlyCollection<int> sessionIds, CancellationToken cancellationToken)
    {
        // The keys are numbers of ours, written out so that one statement serves any count of them.
        var keys = string.Join(',', sessionIds.Order().Select(id => id.ToString(CultureInfo.InvariantCulture)));
        var statement = "UPDATE sessions SET places_taken = places_taken + 1 WHERE id IN (" + keys + ") AND NOT is_closed AND places_taken < capacity RETURNING id AS \"Value\"";
        return (await Database.SqlQueryRaw<int>(statement).ToListAsync(cancellationToken)).ToHashSet();
    }
}
