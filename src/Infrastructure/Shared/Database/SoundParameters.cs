using System.Data.Common;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>
/// PostgreSQL takes neither NUL nor half of a surrogate pair, and any field or address may bring one: to be searched for, or kept. They go before
/// a statement does, on both databases alike, so that what is no text is nobody's fault.
/// </summary>
internal sealed class SoundParameters : DbCommandInterceptor
{
    public static readonly SoundParameters Instance = new();

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) =>
        Mend(command, result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(Mend(command, result));

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result) =>
        Mend(command, result);

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<object> result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(Mend(command, result));

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) =>
        Mend(command, result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(Mend(command, result));

    private static T Mend<T>(DbCommand command, T result)
    {
        foreach (DbParameter parameter in command.Parameters)
        {
            if (parameter.Value is string text && SoundText.Of(text) is var sound && !ReferenceEquals(sound, text))
            {
                parameter.Value = sound;
            }
        }

        return result;
    }
}
