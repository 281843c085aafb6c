using System.Data;
using System.IO.Compression;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>All tables of one snapshot, as PostgreSQL's own binary copies: needs no tool beside the portal.</summary>
internal static class PostgresBackup
{
    public static async Task<IReadOnlyList<BackupTable>> SaveAsync(PortalDbContext db, ZipArchive archive, CancellationToken cancellationToken)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var tables = await TablesAsync(connection, cancellationToken);
        foreach (var table in tables)
        {
            await using var copy = await connection.BeginRawBinaryCopyAsync($"COPY {table.Quoted} TO STDOUT (FORMAT BINARY)", cancellationToken);
            await using var entry = await archive.CreateEntry(table.EntryName).OpenAsync(cancellationToken);
            await copy.CopyToAsync(entry, cancellationToken);
        }

        return tables;
    }

    public static async Task RestoreAsync(PortalDbContext db, ZipArchive archive, BackupManifest manifest, CancellationToken cancellationToken)
    {
        if ((await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Any())
        {
            throw new BackupException("This database holds a portal already: restore into an empty one.");
        }

        await db.GetService<IMigrator>().MigrateAsync(manifest.Migration, cancellationToken);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var table in manifest.Tables)
        {
            var entry = archive.GetEntry(table.EntryName) ?? throw new BackupException($"The table {table.Name} is missing in this backup.");
            await using (var stream = await entry.OpenAsync(cancellationToken))
            {
                await using var copy = await connection.BeginRawBinaryCopyAsync($"COPY {table.Quoted} FROM STDIN (FORMAT BINARY)", cancellationToken);
                await stream.CopyToAsync(copy, cancellationToken);
            }

            await AdvanceKeysAsync(connection, table, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Each table after those it refers to, so that their rows are there when it is filled.</summary>
    private static async Task<IReadOnlyList<BackupTable>> TablesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var columns = await ReadAsync(
            connection,
            """
            SELECT tables.table_name, columns.column_name FROM information_schema.tables
            JOIN information_schema.columns ON columns.table_schema = tables.table_schema AND columns.table_name = tables.table_name
            WHERE tables.table_schema = 'public' AND tables.table_type = 'BASE TABLE' AND tables.table_name <> '__EFMigrationsHistory'
            AND columns.is_generated = 'NEVER' ORDER BY tables.table_name, columns.ordinal_position
            """,
            cancellationToken
        );
        var references = (
            await ReadAsync(
                connection,
                "SELECT child.relname, parent.relname FROM pg_constraint JOIN pg_class child ON child.oid = conrelid JOIN pg_class parent ON parent.oid = "
                    + "confrelid WHERE contype = 'f' AND conrelid <> confrelid",
                cancellationToken
            )
        ).ToLookup(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        var left = columns
            .GroupBy(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)
            .Select(table => new BackupTable(table.Key, [.. table]))
            .ToList();
        var ordered = new List<BackupTable>();
        while (left.Count > 0)
        {
            var free = left.Where(table => references[table.Name].All(parent => ordered.Exists(done => done.Name == parent))).ToList();
            if (free.Count == 0)
            {
                throw new InvalidOperationException($"Tables refer to each other in a circle: {string.Join(", ", left.Select(table => table.Name))}");
            }

            ordered.AddRange(free);
            left.RemoveAll(free.Contains);
        }

        return ordered;
    }

    // A copy brings its keys along and leaves the counters behind where they were.
    private static async Task AdvanceKeysAsync(NpgsqlConnection connection, BackupTable table, CancellationToken cancellationToken)
    {
        foreach (var column in table.Columns)
        {
            await using var find = new NpgsqlCommand("SELECT pg_get_serial_sequence($1, $2)", connection)
            {
                Parameters =
                {
                    new() { Value = BackupTable.Quote(table.Name) },
                    new() { Value = column },
                },
            };
            if (await find.ExecuteScalarAsync(cancellationToken) is not string sequence)
            {
                continue;
            }

            var quoted = BackupTable.Quote(column);
            await using var advance = new NpgsqlCommand(
                $"SELECT setval($1::regclass, MAX({quoted})) FROM {BackupTable.Quote(table.Name)} HAVING MAX({quoted}) IS NOT NULL",
                connection
            )
            {
                Parameters = { new() { Value = sequence } },
            };
            await advance.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task<List<(string First, string Second)>> ReadAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<(string, string)> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add((reader.GetString(0), reader.GetString(1)));
        }

        return rows;
    }
}
