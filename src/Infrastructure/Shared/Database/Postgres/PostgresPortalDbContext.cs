using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>The production edition: several copies of the portal may share it.</summary>
public sealed class PostgresPortalDbContext(DbContextOptions<PostgresPortalDbContext> options) : PortalDbContext(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        // Byte by byte, as SQLite compares: the cluster's own language would order the words of a name otherwise.
        foreach (var key in builder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()).Where(property => property.Name == SortKeys.Property))
        {
            key.SetCollation("C");
        }
    }

    public override Task LockSessionsAsync(IReadOnlyCollection<int> sessionIds, CancellationToken cancellationToken)
    {
        var ids = sessionIds.ToArray();
        return Database
            .SqlQuery<int>($"""SELECT id AS "Value" FROM sessions WHERE id = ANY ({ids}) ORDER BY id FOR NO KEY UPDATE""")
            .ToListAsync(cancellationToken);
    }

    public override IQueryable<EnrolmentRequest> LockedRequests(IReadOnlyCollection<long> requestIds)
    {
        var ids = requestIds.ToArray();
        return EnrolmentRequests.FromSql($"SELECT * FROM enrolment_requests WHERE id = ANY ({ids}) ORDER BY id FOR NO KEY UPDATE");
    }

    public override IQueryable<Child> LockedChild(int childId) => Children.FromSql($"SELECT * FROM children WHERE id = {childId} FOR NO KEY UPDATE");

    public override async Task<IReadOnlySet<int>> TakePlacesAsync(IReadOnlyCollection<int> sessionIds, CancellationToken cancellationToken)
    {
        var ids = sessionIds.ToArray();
        // Locking in key order first keeps two multi-date forms from waiting for each other; the update then sees the newest row.
        return (
            await Database
                .SqlQuery<int>(
                    $"""
                    WITH locked AS MATERIALIZED (SELECT id FROM sessions WHERE id = ANY ({ids}) ORDER BY id FOR NO KEY UPDATE)
                    UPDATE sessions SET places_taken = places_taken + 1
                    FROM locked
                    WHERE sessions.id = locked.id AND NOT sessions.is_closed AND sessions.places_taken < sessions.capacity
                    RETURNING sessions.id AS "Value"
                    """
                )
                .ToListAsync(cancellationToken)
        ).ToHashSet();
    }

    public override Task ReleasePlacesAsync(IReadOnlyCollection<int> sessionIds, CancellationToken cancellationToken)
    {
        var freed = sessionIds.CountBy(id => id).ToList();
        int[] ids = [.. freed.Select(pair => pair.Key)];
        int[] places = [.. freed.Select(pair => pair.Value)];
        return freed.Count == 0
            ? Task.CompletedTask
            : Database.ExecuteSqlAsync(
                $"""
                WITH freed AS (SELECT * FROM unnest({ids}, {places}) AS given (id, places)),
                locked AS MATERIALIZED (SELECT id FROM sessions WHERE id = ANY ({ids}) ORDER BY id FOR NO KEY UPDATE)
                UPDATE sessions SET places_taken = places_taken - freed.places
                FROM freed JOIN locked ON locked.id = freed.id
                WHERE sessions.id = freed.id
                """,
                cancellationToken
            );
    }
}
