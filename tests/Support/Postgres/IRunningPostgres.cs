namespace ClsPortal.Support;

/// <summary>A server that this process started and stops when it is disposed.</summary>
internal interface IRunningPostgres : IAsyncDisposable
{
    string ConnectionString { get; }

    string Origin { get; }
}
