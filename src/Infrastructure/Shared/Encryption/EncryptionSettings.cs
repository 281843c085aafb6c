using System.Text.RegularExpressions;
using ClsPortal.Infrastructure.Shared;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>
/// The settings <c>Portal:Encryption:CurrentKey</c> and <c>Portal:Encryption:Keys:NAME</c>. Without them the embedded database has a
/// key file, where <c>Portal:Encryption:KeyFile</c> says or <see cref="KeyPlace"/> finds; PostgreSQL, which several copies share and which is backed up
/// elsewhere, must be given its keys.
/// </summary>
/// <param name="Keys">Null when the key file holds them.</param>
/// <param name="KeyFile">Null when the settings hold the keys.</param>
public sealed partial record EncryptionSettings(SecretKeys? Keys, string? KeyFile)
{
    private const string Section = "Portal:Encryption";

    /// <summary>True when whoever takes the folder of the database takes the key file with it.</summary>
    public bool IsTooNear { get; init; }

    /// <exception cref="InvalidOperationException">A value is wrong; the sentence names the key and what is expected.</exception>
    public static EncryptionSettings Read(IConfiguration configuration, DatabaseSettings database, bool isDemo, KeyPlace? place = null)
    {
        var section = configuration.GetSection(Section);
        var keys = section
            .GetSection("Keys")
            .GetChildren()
            .ToDictionary(key => NameOf(key.Key), key => ValueOf($"{Section}:Keys:{key.Key}", key.Value), StringComparer.Ordinal);
        if (section["CurrentKey"] is { Length: > 0 } current)
        {
            return keys.ContainsKey(NameOf(current))
                ? new EncryptionSettings(new SecretKeys(NameOf(current), keys), null)
                : throw new InvalidOperationException(
                    $"{Section}:CurrentKey is '{current}': expected the name of a key, and {Section}:Keys:{current} is missing."
                );
        }

        if (keys.Count > 0)
        {
            throw new InvalidOperationException($"{Section}:CurrentKey is missing: expected the name of the key under {Section}:Keys that seals from now on.");
        }

        if (database.Provider == DatabaseProvider.Sqlite)
        {
            var file = Path.GetFullPath(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource);
            var key =
                section["KeyFile"] is { Length: > 0 } named ? Path.GetFullPath(named)
                : isDemo ? KeyPlace.Beside(file)
                : (place ?? KeyPlace.OfTheMachine).Of(file);
            return new EncryptionSettings(null, key) { IsTooNear = !isDemo && Path.GetDirectoryName(key) == Path.GetDirectoryName(file) };
        }

        return isDemo
            ? new EncryptionSettings(SecretKeys.Demonstration, null)
            : throw new InvalidOperationException(
                $"{Section}:CurrentKey is missing: with Portal:Database:Provider=Postgres it must name a key, and {Section}:Keys:NAME hold it, 32 random "
                    + "bytes in base64 (openssl rand -base64 32)."
            );
    }

    internal static string NameOf(string name) =>
        Name().IsMatch(name)
            ? name.ToLowerInvariant()
            : throw new InvalidOperationException($"{Section} names a key '{name}': expected 1 to 32 letters, digits or hyphens, such as 2026-11.");

    // Never quotes the value: the sentence goes to a log.
    internal static byte[] ValueOf(string where, string? value)
    {
        var bytes = new byte[SecretKeys.Size];
        return Convert.TryFromBase64String(value?.Trim() ?? "", bytes, out var written) && written == SecretKeys.Size
            ? bytes
            : throw new InvalidOperationException($"{where} is wrong: expected 32 bytes in base64, 44 characters (openssl rand -base64 32).");
    }

    [GeneratedRegex("^[A-Za-z0-9-]{1,32}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
