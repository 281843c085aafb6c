using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Tests.Support;

/// <summary>What a database holds, as text that can be compared.</summary>
internal static partial class DatabaseContents
{
    // Tables with their columns, whose order is nobody's matter, and all that belongs to them.
    private const string PostgresSchema = """
        SELECT concat_ws(' ', table_name, column_name, data_type, character_maximum_length, is_nullable, column_default,
            collation_name, is_identity, is_generated)
        FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT concat_ws(' ', sequencename, data_type, start_value, increment_by) FROM pg_sequences WHERE schemaname = 'public'
        UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        """;

    private const string PostgresColumns = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'";

    private const string SqliteColumns = """
        SELECT made.name, its.name FROM sqlite_master AS made JOIN pragma_table_info(made.name) AS its
        WHERE made.type = 'table' AND made.name NOT IN ('sqlite_sequence', '__EFMigrationsLock')
        """;

    /// <summary>The columns of every table there is now, the history of migrations among them.</summary>
    public static async Task<ILookup<string, string>> ColumnsAsync(PortalDbContext db) =>
        (await ReadAsync(db, db is PostgresPortalDbContext ? PostgresColumns : SqliteColumns, asWritten: true))
            .Select(line => line.Split('|'))
            .ToLookup(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    /// <summary>Every row of these columns, so that what a migration adds later is no difference.</summary>
    public static async Task<Dictionary<string, List<string>>> RowsAsync(PortalDbContext db, ILookup<string, string> columns)
    {
        var rows = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var table in columns)
        {
            rows.Add(table.Key, await ReadAsync(db, $"SELECT {string.Join(", ", table.Select(column => $"\"{column}\""))} FROM \"{table.Key}\""));
        }

        return rows;
    }

    /// <summary>Columns, keys, checks, indexes and triggers, whatever the order of columns.</summary>
    public static async Task<List<string>> SchemaAsync(PortalDbContext db)
    {
        if (db is PostgresPortalDbContext)
        {
            return [.. (await ReadAsync(db, PostgresSchema)).Select(line => CastsAndBrackets().Replace(line, "")).Order(StringComparer.Ordinal)];
        }

        var made = await ReadAsync(
            db,
            "SELECT tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT IN ('sqlite_sequence', '__EFMigrationsLock')",
            asWritten: true
        );
        return [.. made.SelectMany(line => line.Contains("|CREATE TABLE", StringComparison.Ordinal) ? PartsOf(line) : [line]).Order(StringComparer.Ordinal)];
    }

    /// <summary>The rows that a statement answers, in order, each with its columns parted by bars: by their names unless as they are written.</summary>
    private static async Task<List<string>> ReadAsync(PortalDbContext db, string sql, bool asWritten = false)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        // By name: an adopted table has its columns in another order.
        var places = Enumerable.Range(0, reader.FieldCount).OrderBy(place => asWritten ? "" : reader.GetName(place), StringComparer.Ordinal).ToList();

        List<string> lines = [];
        while (await reader.ReadAsync())
        {
            lines.Add(
                string.Join(
                    '|',
                    places
                        .Select(reader.GetValue)
                        .Select(value => value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture))
                )
            );
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    // A list of texts is written with its casts in other places once it was dumped and read again, as the earlier database was.
    [GeneratedRegex(@"::(text|character varying)(\[\])?|[()]")]
    private static partial Regex CastsAndBrackets();

    // The columns and constraints of a statement that makes a table, each with the table's name.
    private static IEnumerable<string> PartsOf(string line)
    {
        var (table, open, close) = (line[..line.IndexOf('|', StringComparison.Ordinal)], line.IndexOf('(', StringComparison.Ordinal), line.LastIndexOf(')'));
        var (depth, quoted, part) = (0, false, new StringBuilder());
        foreach (var letter in line[(open + 1)..close] + ",")
        {
            quoted ^= letter == '\'';
            depth += quoted
                ? 0
                : letter switch
                {
                    '(' => 1,
                    ')' => -1,
                    _ => 0,
                };
            if (letter != ',' || depth > 0 || quoted)
            {
                part.Append(letter);
                continue;
            }

            yield return table + " " + string.Join(' ', part.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            part.Clear();
        }
    }
}
