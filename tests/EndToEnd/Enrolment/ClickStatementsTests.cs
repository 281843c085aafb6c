using ClsPortal.EndToEnd.Tests.Support;
using ClsPortal.Infrastructure.Shared;
using Npgsql;

namespace ClsPortal.EndToEnd.Tests.Enrolment;

/// <summary>What a click in the calendar asks PostgreSQL, counted by PostgreSQL itself: BEGIN, COMMIT and what a pool sends included.</summary>
[Collection("operations")]
public sealed class ClickStatementsTests
{
    private const int Most = 8;

    // What the portal does beside the click: its jobs, which the write may wake, and the notice to the other copies.
    private static readonly string[] Beside = ["outbox_", "pg_notify", "payment_", "invoice_", "invoicing_", "retention_", "reminder_", "broadcasts"];

    [Fact]
    public async Task A_click_sends_at_most_eight_statements_asking_or_taking_back()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await PostgresServer.StartAsync(new PostgresOptions { CountsStatements = true }, cancellation);
        var connection = await server.CreateDatabaseAsync(cancellation: cancellation);
        await using var portal = await PortalProcess.StartAsync(
            new Dictionary<string, string?>(Demo.Settings, StringComparer.Ordinal)
            {
                ["Portal__Database__Provider"] = nameof(DatabaseProvider.Postgres),
                ["ConnectionStrings__Portal"] = connection,
            },
            cancellation
        );
        using var visitor = new PortalVisitor(portal.Address);
        await visitor.SignInAsync(Pages.Mother, Demo.Password, cancellation);
        await using var page = await visitor.OpenAsync("/inscriptions/1/1?mois=2019-02", cancellation);
        var counter = await StatementCounter.StartAsync(server.AdministrationConnectionString, connection);
        // What connections ask once, when they are opened.
        await AskAsync();
        await TakeBackAsync();

        var asked = await counter.CountAsync(AskAsync);
        var takenBack = await counter.CountAsync(TakeBackAsync);

        asked
            .Should()
            .HaveCountLessThanOrEqualTo(Most)
            .And.Contain(statement => statement.StartsWith("INSERT INTO enrolment_requests", StringComparison.Ordinal));
        takenBack
            .Should()
            .HaveCountLessThanOrEqualTo(Most)
            .And.Contain(statement => statement.StartsWith("UPDATE enrolment_requests", StringComparison.Ordinal));

        Task AskAsync() => page.ClickDayAsync(new(2019, 2, 11), "Demande envoyée pour le lundi 11-02-2019", cancellation);

        Task TakeBackAsync() => page.ClickDayAsync(new(2019, 2, 11), "Demande retirée pour le lundi 11-02-2019", cancellation);
    }

    private sealed class StatementCounter(string administration, string database)
    {
        // Long enough for what a page reads again half a second after a notice.
        private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(2);

        public static async Task<StatementCounter> StartAsync(string administration, string connection)
        {
            var counter = new StatementCounter(administration, new NpgsqlConnectionStringBuilder(connection).Database!);
            await counter.AskAsync("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
            return counter;
        }

        /// <summary>What the action and its aftermath sent to the database, each as often as it was sent.</summary>
        public async Task<List<string>> CountAsync(Func<Task> act)
        {
            await Task.Delay(Aftermath);
            await AskAsync("SELECT pg_stat_statements_reset()");
            await act();
            await Task.Delay(Aftermath);
            var sent = await AskAsync(
                $"SELECT query FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid, generate_series(1, s.calls) WHERE d.datname = '{database}'"
            );
            return [.. sent.Where(statement => !Beside.Any(job => statement.Contains(job, StringComparison.Ordinal)))];
        }

        private async Task<List<string>> AskAsync(string sql)
        {
            await using var connection = new NpgsqlConnection(administration);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            await using var reader = await command.ExecuteReaderAsync();
            List<string> texts = [];
            while (await reader.ReadAsync())
            {
                texts.Add(reader.GetValue(0) as string ?? "");
            }

            return texts;
        }
    }
}
