using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ClsPortal.Infrastructure.Tests.Shared;

/// <summary>A connection goes back to the pool as it is, unwiped: nothing that one use set may be there for the next.</summary>
public sealed class PooledConnectionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Statements_are_prepared_and_connections_not_wiped_unless_the_operator_says_otherwise()
    {
        await using var usual = Services("Host=db.example;Database=portal");
        await using var own = Services("Host=db.example;Database=portal;Max Auto Prepare=0;No Reset On Close=false");

        Settings(usual).Should().BeEquivalentTo(new { MaxAutoPrepare = 100, NoResetOnClose = true });
        Settings(own).Should().BeEquivalentTo(new { MaxAutoPrepare = 0, NoResetOnClose = false });
    }

    [Fact]
    public async Task What_the_start_sets_for_itself_is_gone_with_it()
    {
        var server = await PostgresServer.SharedAsync();
        var connection = await server.CreateDatabaseAsync(cancellation: Cancellation);
        await using var services = Services(connection);
        await DatabaseStart.MigrateAsync(services);
        // Twice: the second start finds the database there and takes its turn.
        await DatabaseStart.MigrateAsync(services);

        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        await db.Database.OpenConnectionAsync(Cancellation);

        (await AskAsync("SELECT current_setting('lock_timeout') AS \"Value\"")).Should().Be("3s");
        (await AskAsync("SELECT count(*)::text AS \"Value\" FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")).Should().Be("0");
        (await AskAsync("SELECT count(*)::text AS \"Value\" FROM pg_settings WHERE source = 'session'")).Should().Be("0");

        Task<string> AskAsync(string sql) => db.Database.SqlQueryRaw<string>(sql).SingleAsync(Cancellation);
    }

    [Fact]
    public async Task A_transaction_that_is_left_open_is_rolled_back_before_the_connection_is_used_again()
    {
        var server = await PostgresServer.SharedAsync();
        await using var services = Services(await server.CreateDatabaseAsync(cancellation: Cancellation) + ";Maximum Pool Size=1");
        await using (var scope = services.CreateAsyncScope())
        {
            var left = scope.ServiceProvider.GetRequiredService<PortalDbContext>().Database;
            await left.OpenConnectionAsync(Cancellation);
            await left.ExecuteSqlRawAsync("BEGIN", Cancellation);
            await left.ExecuteSqlRawAsync("CREATE TABLE never (id int)", Cancellation);
            await left.ExecuteSqlRawAsync("SET LOCAL lock_timeout = 1", Cancellation);
        }

        await using var next = services.CreateAsyncScope();
        var database = next.ServiceProvider.GetRequiredService<PortalDbContext>().Database;

        (await database.SqlQueryRaw<bool>("SELECT to_regclass('never') IS NULL AS \"Value\"").SingleAsync(Cancellation)).Should().BeTrue();
        (await database.SqlQueryRaw<string>("SELECT current_setting('lock_timeout') AS \"Value\"").SingleAsync(Cancellation)).Should().Be("3s");
    }

    private static ServiceProvider Services(string connection) =>
        PortalServices.On(new DatabaseSettings(DatabaseProvider.Postgres, connection)).BuildServiceProvider();

    private static NpgsqlConnectionStringBuilder Settings(ServiceProvider services)
    {
        using var scope = services.CreateScope();
        return new(scope.ServiceProvider.GetRequiredService<PortalDbContext>().Database.GetConnectionString());
    }
}
