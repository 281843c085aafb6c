using System.Text.Json;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>What a backup says of itself: <c>manifest.json</c> in the archive.</summary>
/// <param name="Provider">The edition it was taken from; it is restored to the same.</param>
/// <param name="Migration">The last migration of the database then; a restore brings it to the program's own version.</param>
/// <param name="Tables">PostgreSQL: the tables, each after those it refers to. Empty for SQLite, whose file is kept whole.</param>
public sealed record BackupManifest(string Provider, string Migration, IReadOnlyList<BackupTable> Tables)
{
    internal const string EntryName = "manifest.json";

    internal static async Task<BackupManifest> ReadAsync(Stream stream, CancellationToken cancellationToken) =>
        await JsonSerializer.DeserializeAsync<BackupManifest>(stream, cancellationToken: cancellationToken)
        ?? throw new InvalidDataException("The manifest is empty.");

    internal Task WriteAsync(Stream stream, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeAsync(stream, this, cancellationToken: cancellationToken);
}

/// <summary>A table of a backup and the order of its columns.</summary>
public sealed record BackupTable(string Name, IReadOnlyList<string> Columns)
{
    internal string EntryName => $"tables/{Name}";

    /// <summary>The names come from the database's own catalogue, or from an archive that its operator vouches for; quoted all the same.</summary>
    internal string Quoted => $"{Quote(Name)} ({string.Join(", ", Columns.Select(Quote))})";

    internal static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
