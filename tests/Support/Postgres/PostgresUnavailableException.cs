namespace ClsPortal.Support;

/// <summary>This way of getting a PostgreSQL is not open on this machine; the message says why.</summary>
public sealed class PostgresUnavailableException : Exception
{
    public PostgresUnavailableException() { }

    public PostgresUnavailableException(string message)
        : base(message) { }

    public PostgresUnavailableException(string message, Exception innerException)
        : base(message, innerException) { }
}
