using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>A database that cannot be asked.</summary>
public static class DatabaseOutage
{
    /// <summary>True for what the database, or the way to it, threw.</summary>
    public static bool Is(Exception exception) => Unwrapped(exception) is DbException;

    /// <summary>What EF's execution strategy wrapped because it holds it to be transient; all else as it is.</summary>
    internal static Exception Unwrapped(Exception exception) =>
        exception is InvalidOperationException { InnerException: (DbException or DbUpdateException) and var inner } ? inner : exception;
}
