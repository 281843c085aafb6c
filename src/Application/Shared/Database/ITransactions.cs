namespace ClsPortal.Application.Shared;

/// <summary>Runs a command in one transaction: waits its turn, commits unless it was refused, retries what is transient.</summary>
public interface ITransactions
{
    /// <returns>The answer of <paramref name="work"/>, or null when the database stayed too busy.</returns>
    Task<TOutcome?> RunAsync<TOutcome>(Func<CancellationToken, Task<TOutcome>> work, CancellationToken cancellationToken)
        where TOutcome : class, IOutcome<TOutcome>;

    /// <summary>Runs after the commit, and never when there is none.</summary>
    void AfterCommit(Action action);
}
