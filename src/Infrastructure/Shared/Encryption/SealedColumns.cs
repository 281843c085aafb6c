using System.Globalization;
using System.Reflection;
using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>Marks a property as sealed, for the rotation of keys and for the test of the model.</summary>
public static class SealedProperty
{
    private const string Annotation = "Portal:Sealed";

    public static PropertyBuilder<byte[]> IsSealed(this PropertyBuilder<byte[]> property, SecretColumn column) =>
        property.HasAnnotation(Annotation, column.ToString());

    /// <summary>A sealed value that may be missing.</summary>
    public static PropertyBuilder<byte[]?> IsSealedOrNull(this PropertyBuilder<byte[]?> property, SecretColumn column) =>
        property.HasAnnotation(Annotation, column.ToString());

    /// <summary>What the configuration said; null for what is not sealed.</summary>
    public static string? Of(IReadOnlyProperty property) => property.FindAnnotation(Annotation)?.Value as string;
}

/// <summary>Reads the sealed columns out of the model, so that no table is forgotten.</summary>
internal sealed class SealedColumns(PortalDbContext db, ISecretBox box, KeyHolder holder) : ISealedColumns
{
    private static readonly MethodInfo ReadTable = typeof(SealedColumns).GetMethod(nameof(ReadAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;
    private readonly byte[] _header = FieldCipher.HeaderOf(holder.Keys.Current);

    public async Task<int> ResealAsync(int most, CancellationToken cancellationToken)
    {
        var resealed = await KeyRingEncryption.ResealAsync(db, box, _header, cancellationToken);
        foreach (var table in Tables())
        {
            if (resealed >= most)
            {
                break;
            }

            foreach (var row in await RowsAsync(table, most - resealed, cancellationToken))
            {
                Reseal(row, table);
                // Read in clear, and sealed with the current key on the way back.
                table
                    .Texts.Where(text => row.Property(text.Name).CurrentValue is not null)
                    .ToList()
                    .ForEach(text => row.Property(text.Name).IsModified = true);
                resealed++;
            }

            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }

        return resealed;
    }

    public async Task<bool> ForgetOlderKeysAsync(CancellationToken cancellationToken)
    {
        if ((await db.DataProtectionKeys.AsNoTracking().ToListAsync(cancellationToken)).Exists(row => KeyRingEncryption.IsOlder(row, _header)))
        {
            return false;
        }

        if (await AnyAsync(table => table.Older, cancellationToken))
        {
            return false;
        }

        var current = holder.Keys.Current;
        await db.Set<SecretCheck>().Where(check => check.KeyName != current).ExecuteDeleteAsync(cancellationToken);
        return true;
    }

    public Task<bool> HasOlderKeysAsync(CancellationToken cancellationToken)
    {
        var current = holder.Keys.Current;
        return db.Set<SecretCheck>().AnyAsync(check => check.KeyName != current, cancellationToken);
    }

    public Task<bool> HasClearTextAsync(CancellationToken cancellationToken) => AnyAsync(table => table.OlderTexts, cancellationToken);

    private async Task<bool> AnyAsync(Func<SealedTable, string> which, CancellationToken cancellationToken)
    {
        foreach (var (name, condition) in Tables().Select(table => (table.Name, which(table))).Where(line => line.Item2.Length > 0))
        {
            // Names of the model and a condition made of them; what it compares with is a parameter.
            var statement = $"SELECT 1 AS \"Value\" FROM {name} WHERE {condition} LIMIT 1";
            if ((await db.Database.SqlQueryRaw<int>(statement, _header).ToListAsync(cancellationToken)).Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    private void Reseal(EntityEntry row, SealedTable table)
    {
        var key = string.Join(
            ':',
            table
                .Entity.FindPrimaryKey()!
                .Properties.Select(property => Convert.ToString(row.Property(property.Name).CurrentValue, CultureInfo.InvariantCulture))
        );
        foreach (var property in table.Properties)
        {
            var place = new SecretPlace(table.Name, key, property.GetColumnName());
            if (row.Property(property.Name).CurrentValue is byte[] content && !content.AsSpan().StartsWith(_header))
            {
                row.Property(property.Name).CurrentValue = box.Seal(place, box.Open(place, content));
            }
        }
    }

    private Task<List<EntityEntry>> RowsAsync(SealedTable table, int most, CancellationToken cancellationToken)
    {
        // Rows that somebody is writing are left for the next batch; whoever writes them seals with the current key.
        var locking = db.Database.IsNpgsql() ? "FOR UPDATE SKIP LOCKED" : "";
        var statement = $"SELECT * FROM {table.Name} WHERE {table.Older} LIMIT {{1}} {locking}";
        return (Task<List<EntityEntry>>)ReadTable.MakeGenericMethod(table.Entity.ClrType).Invoke(this, [statement, most, cancellationToken])!;
    }

    private async Task<List<EntityEntry>> ReadAsync<T>(string statement, int most, CancellationToken cancellationToken)
        where T : class =>
        [.. (await db.Set<T>().FromSqlRaw(statement, _header, most).AsTracking().ToListAsync(cancellationToken)).Select(row => (EntityEntry)db.Entry(row))];

    private IEnumerable<SealedTable> Tables() =>
        from entity in db.Model.GetEntityTypes()
        let properties = entity.GetProperties().Where(property => SealedProperty.Of(property) is not null).ToList()
        let texts = entity.GetProperties().Where(property => SealedText.IsSealed(property)).ToList()
        where properties.Count + texts.Count > 0
        select new SealedTable(entity, entity.GetTableName()!, properties, texts, SealedText.PrefixOf(holder.Keys.Current));

    /// <summary>A table with its sealed columns; the names are the model's own.</summary>
    private sealed record SealedTable(IEntityType Entity, string Name, IReadOnlyList<IProperty> Properties, IReadOnlyList<IProperty> Texts, string Prefix)
    {
        /// <summary>True for rows with a value that does not begin as the current key's do. NULL is nobody's.</summary>
        public string Older =>
            string.Join(
                " OR ",
                Properties
                    .Select(property => string.Create(CultureInfo.InvariantCulture, $"substr({property.GetColumnName()}, 1, length({{0}})) <> {{0}}"))
                    .Concat(Texts.Select(IsOlder))
            );

        /// <summary>The same for texts alone: those of an older key, and those that lie in clear.</summary>
        public string OlderTexts => string.Join(" OR ", Texts.Select(IsOlder));

        private string IsOlder(IProperty text) => $"({text.GetColumnName()} NOT LIKE '{Prefix}%' AND {text.GetColumnName()} <> '')";
    }
}
