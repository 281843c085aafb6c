using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>What kept a transaction from being written and may pass by itself. All else is a fault of ours or an outage.</summary>
/// <param name="Name">For the log: the database's code, and the constraint where it names one.</param>
/// <param name="IsLock">A lock was held for the whole time that a parent waits.</param>
/// <param name="IsConstraint">
/// A row that another transaction wrote first: the next attempt reads it and says so. One that still stands at the last attempt is no
/// crowd but a case that no command thought of: a fault, told as one.
/// </param>
internal sealed record WriteConflict(string Name, bool IsLock = false, bool IsConstraint = false)
{
    // https://www.sqlite.org/rescode.html
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteForeignKey = 787;
    private const int SqlitePrimaryKey = 1555;
    private const int SqliteUnique = 2067;

    public static WriteConflict? Of(Exception exception) =>
        DatabaseOutage.Unwrapped(exception) switch
        {
            DbUpdateConcurrencyException => new("row changed", IsConstraint: true),
            DbUpdateException { InnerException: { } inner } => Of(inner),
            PostgresException
            {
                SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
            } postgres => new(postgres.SqlState, IsLock: postgres.SqlState == PostgresErrorCodes.LockNotAvailable),
            PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation } postgres => new(
                $"{postgres.SqlState} {postgres.ConstraintName}",
                IsConstraint: true
            ),
            SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked } sqlite => new($"SQLite {sqlite.SqliteErrorCode}"),
            SqliteException { SqliteExtendedErrorCode: SqliteUnique or SqlitePrimaryKey or SqliteForeignKey } sqlite => new(
                $"SQLite {sqlite.SqliteExtendedErrorCode}",
                IsConstraint: true
            ),
            _ => null,
        };
}
