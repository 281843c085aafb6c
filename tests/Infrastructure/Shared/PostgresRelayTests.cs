using System.Collections.Concurrent;
using System.Diagnostics;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ClsPortal.Infrastructure.Tests.Shared;

/// <summary>Change notices between copies of the portal that share one PostgreSQL.</summary>
public sealed class PostgresRelayTests
{
    [Fact]
    public async Task What_one_copy_commits_the_other_hears_and_the_first_does_not_hear_twice()
    {
        var database = await DatabaseAsync();
        await using var here = await CopyAsync(database);
        await using var there = await CopyAsync(database);
        var (heardHere, heardThere) = (Listen(here), Listen(there));

        here.Feed.Publish(new ChangeNotice([1], [10, 11]));
        await Eventually.Be(() => !heardThere.IsEmpty, "the other copy hears");
        there.Feed.Publish(new ChangeNotice([2], [20]));
        await Eventually.Be(() => heardHere.Count == 2, "and the first hears the other");

        heardThere.First().Should().BeEquivalentTo(new ChangeNotice([1], [10, 11]));
        heardHere.Should().BeEquivalentTo([new ChangeNotice([1], [10, 11]), new ChangeNotice([2], [20])]);
    }

    [Fact]
    public async Task Whose_sign_ins_ended_is_told_by_name_and_no_screen_reads_again_for_it()
    {
        var database = await DatabaseAsync();
        await using var here = await CopyAsync(database);
        await using var there = await CopyAsync(database);
        var heard = Listen(there);
        var (ended, other) = (Guid.NewGuid(), Guid.NewGuid());

        here.Feed.Publish(new ChangeNotice([], []) { LoginIds = [ended] });
        await Eventually.Be(() => !heard.IsEmpty, "the other copy hears");

        var change = heard.First();
        (change.MayConcernLogin(ended), change.MayConcernLogin(other), change.IsAnything, change.IsOfContent).Should().Be((true, false, false, false));
        ChangeNotice.Anything.MayConcernLogin(other).Should().BeTrue();
        change.And(new ChangeNotice([7], [])).Should().BeEquivalentTo(new ChangeNotice([7], []) { LoginIds = [ended] });
    }

    [Fact]
    public async Task That_the_look_changed_is_told_and_no_screen_reads_its_content_again_for_it()
    {
        var database = await DatabaseAsync();
        await using var here = await CopyAsync(database);
        await using var there = await CopyAsync(database);
        var heard = Listen(there);

        here.Feed.Publish(ChangeNotice.Look);
        await Eventually.Be(() => !heard.IsEmpty, "the other copy hears");

        var change = heard.First();
        (change.MayConcernLook, change.IsAnything, change.IsOfContent, change.MayConcern(1)).Should().Be((true, false, false, false));
        (ChangeNotice.Anything.MayConcernLook, new ChangeNotice([1], []).MayConcernLook).Should().Be((true, false));
        change.And(new ChangeNotice([7], [])).Should().BeEquivalentTo(new ChangeNotice([7], []) { IsOfLook = true });
    }

    [Fact]
    public async Task A_rush_travels_as_a_few_notices()
    {
        var database = await DatabaseAsync();
        await using var here = await CopyAsync(database);
        await using var there = await CopyAsync(database);
        var heard = Listen(there);

        for (var request = 1; request <= 500; request++)
        {
            here.Feed.Publish(new ChangeNotice([request], [1000 + (request % 7)]));
        }

        await Eventually.Be(() => heard.SelectMany(change => change.FamilyIds).Distinct().Count() == 500, "all families are told");

        heard.Count.Should().BeLessThan(5);
    }

    [Fact]
    public async Task More_than_a_notice_can_hold_becomes_anything_may_have_changed()
    {
        var database = await DatabaseAsync();
        await using var here = await CopyAsync(database);
        await using var there = await CopyAsync(database);
        var heard = Listen(there);

        here.Feed.Publish(new ChangeNotice([.. Enumerable.Range(1_000_000, 2_000)], []));
        await Eventually.Be(() => !heard.IsEmpty, "something is heard");

        heard.Single().MayConcern(42).Should().BeTrue();
    }

    [Fact]
    public async Task A_notice_that_anything_changed_is_not_narrowed_by_one_that_is_sent_with_it()
    {
        var database = await DatabaseAsync();
        await using var here = await CopyAsync(database);
        await using var there = await CopyAsync(database);
        var heard = Listen(there);

        here.Feed.Publish(ChangeNotice.Anything);
        here.Feed.Publish(new ChangeNotice([1], []));
        await Eventually.Be(() => !heard.IsEmpty, "something is heard");

        heard.First().MayConcern(42).Should().BeTrue();
    }

    [Fact]
    public async Task Killed_connections_come_back_and_whatever_was_said_meanwhile_is_made_good()
    {
        var database = await DatabaseAsync();
        await using var here = await CopyAsync(database);
        await using var there = await CopyAsync(database);
        var heard = Listen(there);
        here.Feed.Publish(new ChangeNotice([1], []));
        await Eventually.Be(() => !heard.IsEmpty, "it works before");

        for (var cut = 0; cut < 3; cut++)
        {
            heard.Clear();
            await KillAllAsync(database);
            // Its pooled connection is dead too: this notice must outlive the failed sending.
            here.Feed.Publish(new ChangeNotice([2], []));
            await Eventually.Be(() => heard.Any(change => change.FamilyIds.Count + change.SessionIds.Count == 0), "open screens are told to read again");
            await ListeningAsync(database, copies: 2);
            here.Feed.Publish(new ChangeNotice([100 + cut], []));
            await Eventually.Be(() => heard.Any(change => change.FamilyIds.Contains(100 + cut)), "what comes later is heard");
        }
    }

    [Fact]
    public async Task A_sender_that_loses_its_connection_tells_again_what_it_could_not_tell()
    {
        var database = await DatabaseAsync();
        await using var here = await CopyAsync(database);
        await using var there = await CopyAsync(database);
        var heard = Listen(there);
        here.Feed.Publish(new ChangeNotice([1], []));
        await Eventually.Be(() => !heard.IsEmpty, "a pooled connection is open");

        // Only the senders' connections: the listeners stay and are told nothing else.
        await KillAllAsync(database, "application_name <> 'portal relay'");
        here.Feed.Publish(new ChangeNotice([2], []));

        await Eventually.Be(() => heard.Any(change => change.FamilyIds.Contains(2)), "the notice arrives all the same");
        heard.Should().NotContain(change => change.FamilyIds.Count + change.SessionIds.Count == 0);
    }

    [Fact]
    public async Task A_copy_that_stops_still_tells_its_last_change()
    {
        var database = await DatabaseAsync();
        await using var here = await CopyAsync(database);
        await using var there = await CopyAsync(database);
        var heard = Listen(there);

        here.Feed.Publish(new ChangeNotice([7], []));
        await here.StopAsync();

        await Eventually.Be(() => heard.Any(change => change.FamilyIds.Contains(7)), "the last change is heard");
    }

    [Fact]
    public async Task Publishing_costs_the_booking_path_nothing_even_while_the_database_is_away()
    {
        var database = await DatabaseAsync();
        await using var here = await CopyAsync(database);
        await (await PostgresServer.SharedAsync()).DropDatabaseAsync(database, TestContext.Current.CancellationToken);
        var waited = Stopwatch.StartNew();

        for (var request = 0; request < 10_000; request++)
        {
            here.Feed.Publish(new ChangeNotice([request], [request]));
        }

        waited.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task The_embedded_database_has_no_relay()
    {
        await using var portal = await PortalCopy.OnSqliteAsync();

        await portal.StartAsync();

        portal.Feed.Relay.Should().BeNull();
    }

    private static Task<string> DatabaseAsync() => MigratedDatabase.CopyPostgresAsync();

    private static async Task<PortalCopy> CopyAsync(string database)
    {
        var copy = await PortalCopy.OnPostgresAsync(database);
        var before = await ListenersAsync(database);
        var ready = Listen(copy);
        await copy.StartAsync();
        await ListeningAsync(database, before + 1);
        await Eventually.Be(() => !ready.IsEmpty, "the copy listens");
        return copy;
    }

    private static ConcurrentQueue<ChangeNotice> Listen(PortalCopy copy)
    {
        var heard = new ConcurrentQueue<ChangeNotice>();
        copy.Feed.Subscribe(heard.Enqueue);
        return heard;
    }

    private static Task ListeningAsync(string database, int copies) =>
        Eventually.Be(async () => await ListenersAsync(database) == copies, $"{copies} copies listen");

    private static async Task<int> ListenersAsync(string database) =>
        await ScalarAsync<int>(
            database,
            "SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'portal relay' AND query LIKE 'LISTEN%' "
                + "AND state = 'idle'"
        );

    private static Task KillAllAsync(string database, string which = "true") =>
        ScalarAsync<long>(
            database,
            $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND {which}"
        );

    private static async Task<T> ScalarAsync<T>(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
