namespace ClsPortal.Infrastructure.Shared;

/// <summary>What a capability does to the database at each start, once it has the program's version and its keys.</summary>
internal interface IStartTask
{
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    Task RunAsync(DateTime now, CancellationToken cancellationToken);
}
