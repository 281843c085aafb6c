using System.IO.Compression;
using ClsPortal.Infrastructure.Shared;
using Npgsql;

namespace ClsPortal.Infrastructure.Tests.Support;

/// <summary>
/// A used database as the version before the one Initial left it: the demonstration of January 2019 with three of its families, sealed with the
/// demonstration's keys. Made once by that version; its files' contents were shortened.
/// </summary>
internal static class EarlierDatabase
{
    /// <param name="provider">Of which edition.</param>
    /// <param name="file">Where the embedded one is laid.</param>
    public static async Task<DatabaseSettings> CreateAsync(DatabaseProvider provider, string file)
    {
        if (provider == DatabaseProvider.Sqlite)
        {
            await using var made = File.Create(file);
            await using var packed = Open("sqlite.db.gz");
            await packed.CopyToAsync(made);
            return new(provider, $"Data Source={file}");
        }

        var connection = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() + ";Pooling=false";
        await using var database = new NpgsqlConnection(connection);
        await database.OpenAsync();
        using var statements = new StreamReader(Open("postgres.sql.gz"));
        await using var command = new NpgsqlCommand(await statements.ReadToEndAsync(), database);
        await command.ExecuteNonQueryAsync();
        return new(provider, connection);
    }

    private static GZipStream Open(string name) => new(typeof(EarlierDatabase).Assembly.GetManifestResourceStream(name)!, CompressionMode.Decompress);
}
