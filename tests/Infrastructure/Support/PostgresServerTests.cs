using Npgsql;

namespace ClsPortal.Infrastructure.Tests.Support;

public sealed class PostgresServerTests
{
    [Fact]
    public async Task Every_database_is_new_and_empty()
    {
        var server = await PostgresServer.SharedAsync();
        var first = await server.CreateDatabaseAsync();
        var second = await server.CreateDatabaseAsync();
        await ExecuteAsync(first, "CREATE TABLE family (name text); INSERT INTO family VALUES ('Famille test')");

        var tables = await ScalarAsync(second, "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'");

        tables.Should().Be(0L);
        await server.DropDatabaseAsync(first);
        await server.DropDatabaseAsync(second);
    }

    [Fact]
    public async Task A_database_made_from_a_template_holds_what_the_template_holds()
    {
        var server = await PostgresServer.SharedAsync();
        var template = await server.CreateDatabaseAsync();
        await ExecuteAsync(template, "CREATE TABLE family (name text); INSERT INTO family VALUES ('Famille test')");

        var copies = await Task.WhenAll(server.CreateDatabaseAsync(template), server.CreateDatabaseAsync(template));

        foreach (var copy in copies)
            (await ScalarAsync(copy, "SELECT name FROM family")).Should().Be("Famille test");
    }

    [Fact]
    public async Task A_hundred_connections_write_at_the_same_time()
    {
        var server = await PostgresServer.SharedAsync();
        var database = await server.CreateDatabaseAsync();
        await ExecuteAsync(database, "CREATE TABLE counter (value int); INSERT INTO counter VALUES (0)");

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => ExecuteAsync(database, "UPDATE counter SET value = value + 1")));

        (await ScalarAsync(database, "SELECT value FROM counter")).Should().Be(100);
    }

    [Fact]
    public async Task A_server_of_ones_own_is_durable_on_request_and_gone_once_disposed()
    {
        if (Environment.GetEnvironmentVariable(PostgresServer.Variable) is { Length: > 0 })
            Assert.Skip($"{PostgresServer.Variable} names a server that is not ours to set up or stop.");
        string connectionString;
        await using (var server = await PostgresServer.StartAsync(new PostgresOptions { Durable = true }, TestContext.Current.CancellationToken))
        {
            connectionString = server.AdministrationConnectionString;
            (await ScalarAsync(connectionString, "SHOW fsync")).Should().Be("on");
        }

        var connecting = () => ScalarAsync(connectionString, "SELECT 1");

        await connecting.Should().ThrowAsync<NpgsqlException>();
    }

    private static async Task ExecuteAsync(string connectionString, string sql) => await ScalarAsync(connectionString, sql);

    private static async Task<object?> ScalarAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
