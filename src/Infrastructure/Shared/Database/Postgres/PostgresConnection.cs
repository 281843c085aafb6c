using Npgsql;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>How the portal speaks to PostgreSQL. What the operator's connection string says stands.</summary>
internal static class PostgresConnection
{
    /// <summary>The connection string of all pooled connections of one portal: one string is one pool.</summary>
    public static string Of(string connectionString)
    {
        // A parent waits three seconds at most for a colleague's lock, then is told to try again.
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        connection.Options = $"{connection.Options} -c lock_timeout=3000".Trim();
        // ContainsKey is true of every keyword there is; this is true of those that the string names.
        if (!connection.ShouldSerialize("Max Auto Prepare"))
        {
            connection.MaxAutoPrepare = 100;
        }

        // Nothing of a session outlives its transaction (PooledConnectionTests): wiping it would be a statement, or seven, for each use of a connection.
        if (!connection.ShouldSerialize("No Reset On Close"))
        {
            connection.NoResetOnClose = true;
        }

        return connection.ConnectionString;
    }
}
