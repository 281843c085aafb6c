using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ClsPortal.Infrastructure.Tests.Support;

/// <summary>What is not committed at a statement is lost, as to a kill.</summary>
internal sealed class Kill(string statement, bool after) : DbCommandInterceptor
{
    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    ) => !after && command.CommandText.Contains(statement, StringComparison.Ordinal) ? throw new KilledException() : ValueTask.FromResult(result);

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command,
        CommandExecutedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    ) => after && command.CommandText.Contains(statement, StringComparison.Ordinal) ? throw new KilledException() : ValueTask.FromResult(result);
}

internal sealed class KilledException : Exception;
