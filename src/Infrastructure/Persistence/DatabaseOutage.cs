using System.Data.Common;

namespace ClsPortal.Infrastructure.Persistence;

/// <summary>A database that cannot be asked.</summary>
public static class DatabaseOutage
{
    /// <summary>True for what the database, or the way to it, threw. Npgsql's execution strategy wraps what it holds to be transient.</summary>
    public static bool Is(Exception exception) => exception is DbException or InvalidOperationException { InnerException: DbException };
}
