using Microsoft.Extensions.Configuration;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>Which database keeps the portal's data.</summary>
public enum DatabaseProvider
{
    /// <summary>Embedded, one file, one copy of the portal.</summary>
    Sqlite,

    /// <summary>For production, shared by several copies.</summary>
    Postgres,
}

/// <summary>The settings <c>Portal:Database:Provider</c> and <c>ConnectionStrings:Portal</c>.</summary>
public sealed record DatabaseSettings(DatabaseProvider Provider, string ConnectionString)
{
    /// <exception cref="InvalidOperationException">A value is wrong; the sentence names the key and what is expected.</exception>
    public static DatabaseSettings Read(IConfiguration configuration, string contentRoot)
    {
        var named = configuration["Portal:Database:Provider"] ?? nameof(DatabaseProvider.Sqlite);
        if (!Enum.TryParse<DatabaseProvider>(named, ignoreCase: true, out var provider) || !Enum.IsDefined(provider))
        {
            throw new InvalidOperationException($"Portal:Database:Provider is '{named}': expected Sqlite or Postgres.");
        }

        var connection = configuration.GetConnectionString("Portal");
        if (!string.IsNullOrEmpty(connection))
        {
            return new DatabaseSettings(provider, connection);
        }

        return provider == DatabaseProvider.Sqlite
            ? new DatabaseSettings(provider, DefaultFile(contentRoot))
            : throw new InvalidOperationException(
                "ConnectionStrings:Portal is missing: with Portal:Database:Provider=Postgres it must name the server, for example "
                    + "Host=db;Database=portal;Username=portal;Password=…"
            );
    }

    private static string DefaultFile(string contentRoot)
    {
        var folder = Path.Combine(contentRoot, "data");
        Directory.CreateDirectory(folder);
        return $"Data Source={Path.Combine(folder, "portal.db")}";
    }
}
