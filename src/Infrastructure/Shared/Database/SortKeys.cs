using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>
/// Brings what is derived from names up to date at start: the keys of <see cref="NameOrder"/> and what families are found by. A migration cannot fold a
/// name, and neither a restored backup nor a copy of an
/// older version that still runs writes them: so all names are compared with their key, and only what differs is written.
/// </summary>
internal static class SortKeys
{
    public const string Property = nameof(Family.SortKey);
    private const int AtOnce = 500;

    public static async Task RefreshAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        await RefreshAsync(db, db.Families.Select(row => new Keyed<int>(row.Id, row.Name, null, row.SortKey)), db.Families, cancellationToken);
        await RefreshAsync(db, db.Children.Select(row => new Keyed<int>(row.Id, row.LastName, row.FirstName, row.SortKey)), db.Children, cancellationToken);
        await RefreshAsync(db, db.Activities.Select(row => new Keyed<int>(row.Id, row.Name, null, row.SortKey)), db.Activities, cancellationToken);
        await RefreshAsync(db, db.Users.Select(row => new Keyed<Guid>(row.Id, row.DisplayName, null, row.SortKey)), db.Users, cancellationToken);
        await RefreshSearchTextsAsync(db, cancellationToken);
    }

    // Whoever left is found still.
    private static async Task RefreshSearchTextsAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        var guardians = (
            await db
                .Guardians.IgnoreQueryFilters()
                .OrderBy(row => row.Id)
                .Select(row => new
                {
                    row.FamilyId,
                    row.FirstName,
                    row.LastName,
                })
                .ToListAsync(cancellationToken)
        ).ToLookup(row => row.FamilyId, row => (row.FirstName, row.LastName));
        var children = (
            await db
                .Children.IgnoreQueryFilters()
                .OrderBy(row => row.Id)
                .Select(row => new
                {
                    row.FamilyId,
                    row.FirstName,
                    row.LastName,
                })
                .ToListAsync(cancellationToken)
        ).ToLookup(row => row.FamilyId, row => (row.FirstName, row.LastName));
        var families = await db
            .Families.Where(row => row.AnonymisedAt == null)
            .Select(row => new
            {
                row.Id,
                row.Number,
                row.Name,
                row.SearchText,
            })
            .ToListAsync(cancellationToken);
        foreach (var family in families)
        {
            if (Family.SearchTextOf(family.Number, family.Name, guardians[family.Id], children[family.Id]) is var wanted && wanted != family.SearchText)
            {
                await db
                    .Families.Where(row => row.Id == family.Id && row.SearchText == family.SearchText)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.SearchText, wanted), cancellationToken);
            }
        }
    }

    private static async Task RefreshAsync<TRow, TId>(
        PortalDbContext db,
        IQueryable<Keyed<TId>> names,
        IQueryable<TRow> rows,
        CancellationToken cancellationToken
    )
        where TRow : class
        where TId : notnull
    {
        Dictionary<TId, string> wanted = [];
        await foreach (var row in names.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (row.Wanted is var key && key != row.Key)
            {
                wanted.Add(row.Id, key);
            }
        }

        foreach (var part in wanted.Keys.Chunk(AtOnce))
        {
            var ids = part.ToList();
            foreach (var row in await rows.AsTracking().Where(row => ids.Contains(EF.Property<TId>(row, "Id"))).ToListAsync(cancellationToken))
            {
                var entry = db.Entry(row);
                entry.Property(Property).CurrentValue = wanted[(TId)entry.Property("Id").CurrentValue!];
            }

            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }
    }

    private sealed record Keyed<TId>(TId Id, string Name, string? FirstName, string Key)
    {
        public string Wanted => FirstName is null ? NameOrder.KeyOf(Name) : NameOrder.KeyOf(Name, FirstName);
    }
}
