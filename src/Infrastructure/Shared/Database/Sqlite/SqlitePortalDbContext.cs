using System.Globalization;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>The embedded edition: one file, one writer at a time.</summary>
public sealed class SqlitePortalDbContext(DbContextOptions<SqlitePortalDbContext> options) : PortalDbContext(options)
{
    // The transaction is the only writer from its beginning on.
    public override Task LockSessionsAsync(IReadOnlyCollection<int> sessionIds, CancellationToken cancellationToken) => Task.CompletedTask;

    public override IQueryable<EnrolmentRequest> LockedRequests(IReadOnlyCollection<long> requestIds) =>
        EnrolmentRequests.Where(request => requestIds.Contains(request.Id));

    public override IQueryable<Child> LockedChild(int childId) => Children.Where(child => child.Id == childId);

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
        if (sessionIds.Count > 0)
        {
            var freed = string.Join(
                ',',
                sessionIds.CountBy(id => id).Select(pair => string.Create(CultureInfo.InvariantCulture, $"({pair.Key},{pair.Value})"))
            );
            var statement =
                "WITH freed (id, places) AS (VALUES "
                + freed
                + ") UPDATE sessions SET places_taken = places_taken - freed.places FROM freed WHERE sessions.id = freed.id";
            await Database.ExecuteSqlRawAsync(statement, cancellationToken);
        }
    }

    // The keys are numbers of ours, written out so that one statement serves any count of them.
    private static string Keys(IEnumerable<int> ids) => string.Join(',', ids.Order().Select(id => id.ToString(CultureInfo.InvariantCulture)));
}
