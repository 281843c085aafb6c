using System.Net;
using ClsPortal.Benchmarks;
using ClsPortal.Infrastructure.Shared;
using Npgsql;

namespace ClsPortal.EndToEnd.Tests.Operations;

[Collection("operations")]
public sealed class DatabaseDownTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_its_database_the_portal_says_so_and_works_again_by_itself_once_it_is_back()
    {
        await using var database = await OwnDatabase.CreateAsync(DatabaseProvider.Postgres);
        await using var crowd = await Crowd.PrepareAsync(database.Settings, families: 1, capacity: 10);
        await using var portal = await PortalProcess.StartAsync(Crowd.Settings(database.Settings), Cancellation);
        using var visitor = new PortalVisitor(portal.Address);
        await visitor.SignInAsync(Crowd.Email(0), Crowd.Password, Cancellation);

        await AllowConnectionsAsync(database.Settings.ConnectionString, allowed: false);
        (await StatusAsync(visitor, "/health/ready")).Should().Be(HttpStatusCode.ServiceUnavailable);
        (await StatusAsync(visitor, "/health/live")).Should().Be(HttpStatusCode.OK);
        using (var answer = await visitor.Http.GetAsync(new Uri("/demandes", UriKind.Relative), Cancellation))
        {
            ((int)answer.StatusCode).Should().BeInRange(500, 503);
            (await answer.Content.ReadAsStringAsync(Cancellation)).Should().Contain("référence").And.NotContain("Npgsql").And.NotContain("55000");
        }

        await AllowConnectionsAsync(database.Settings.ConnectionString, allowed: true);
        await portal.WaitUntilReadyAsync(Cancellation);
        await using var page = await visitor.OpenAsync(crowd.Page(0), Cancellation);
        await page.ClickDayAsync(crowd.Days[0], Crowd.Sent, Cancellation);
        NpgsqlConnection.ClearAllPools(); // those of this test died as well
        (await crowd.UnsoundSessionsAsync()).Should().BeEmpty();
    }

    private static async Task<HttpStatusCode> StatusAsync(PortalVisitor visitor, string address)
    {
        using var answer = await visitor.Http.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        return answer.StatusCode;
    }

    // Every connection ends and no new one is let in, as when the server is stopped.
    private static async Task AllowConnectionsAsync(string connectionString, bool allowed)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        await using var connection = new NpgsqlConnection((await PostgresServer.SharedAsync()).AdministrationConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(
            $"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS {(allowed ? "true" : "false")}; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                + $"datname = '{name}'",
            connection
        );
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
