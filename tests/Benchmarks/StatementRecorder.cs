using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace ClsPortal.Benchmarks;

/// <summary>Writes down the statements of one request as a pgbench script, so that pgbench runs what the portal runs.</summary>
internal sealed partial class StatementRecorder : DbCommandInterceptor
{
    private readonly List<string> _statements = [];

    public bool IsOn { get; set; }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        Record(command);
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        Record(command);
        return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
    }

    /// <summary>The recorded request, for the next child of each client.</summary>
    public string Script(int child) =>
        $"""
        \set n :n + 1
        \set family :first + :client_id + {HotSession.Clients} * :n
        \set child {HotSession.FirstChild} + :family
        BEGIN;
        {string.Join('\n', _statements.Select(statement => statement
            .Replace($"«{child}»", ":child", StringComparison.Ordinal).Replace($"«{child - HotSession.FirstChild}»", ":family", StringComparison.Ordinal)
            .Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal)))}
        COMMIT;
        """;

    private void Record(DbCommand command)
    {
        if (!IsOn)
        {
            return;
        }

        var values = command
            .Parameters.Cast<NpgsqlParameter>()
            .ToDictionary(parameter => parameter.ParameterName.TrimStart('@'), Literal, StringComparer.Ordinal);
        var statement = Parameter().Replace(command.CommandText, match => values.GetValueOrDefault(match.Groups["name"].Value, match.Value));
        _statements.Add(WhiteSpace().Replace(statement.TrimEnd().TrimEnd(';'), " ") + ";");
    }

    private static string Literal(NpgsqlParameter parameter) =>
        parameter.Value switch
        {
            null or DBNull => "NULL",
            int number => $"«{number.ToString(CultureInfo.InvariantCulture)}»",
            long number => number.ToString(CultureInfo.InvariantCulture),
            bool truth => truth ? "true" : "false",
            int[] numbers => $"ARRAY[{string.Join(',', numbers)}]",
            DateOnly date => $"DATE '{date:yyyy-MM-dd}'",
            DateTime instant => $"TIMESTAMPTZ '{instant:yyyy-MM-dd HH:mm:ss.ffffff}+00'",
            Guid id => $"'{id}'::uuid",
            string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
            var other => throw new NotSupportedException($"A parameter of type {other.GetType()} has no literal here."),
        };

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WhiteSpace();

    [GeneratedRegex(@"@(?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();
}
