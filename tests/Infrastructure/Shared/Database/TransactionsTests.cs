using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Infrastructure.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClsPortal.Infrastructure.Tests.Shared;

/// <summary>What a second attempt mends, and what is a fault of ours and never told as a crowd.</summary>
public sealed class TransactionsTests
{
    private const string Key = "a key that is there already";

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_row_that_another_wrote_first_is_met_by_one_more_attempt(DatabaseProvider provider)
    {
        await using var portal = await StartAsync(provider);
        var attempts = 0;

        var outcome = await RunAsync(portal, db => AddAsync(db, attempts++ == 0 ? Key : "another"));

        (outcome?.IsRefused, attempts).Should().Be((false, 2));
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_row_that_stands_in_the_way_each_time_is_a_fault(DatabaseProvider provider)
    {
        await using var portal = await StartAsync(provider);
        var attempts = 0;

        var running = () =>
            RunAsync(
                portal,
                db =>
                {
                    attempts++;
                    return AddAsync(db, Key);
                }
            );

        await running.Should().ThrowAsync<DbUpdateException>();
        attempts.Should().Be(4);
    }

    [Fact]
    public async Task Whoever_gets_no_turn_is_told_to_try_again_and_nothing_was_begun()
    {
        await using var portal = await StartAsync(DatabaseProvider.Sqlite);
        using var gate = new WriteGate(1, 0, WriteGate.LongestWait, TimeProvider.System);
        using var held = await gate.EnterAsync(CancellationToken.None);
        await using var scope = portal.Service<IServiceScopeFactory>().CreateAsyncScope();
        var attempts = 0;

        var outcome = await new Transactions(scope.ServiceProvider.GetRequiredService<PortalDbContext>(), gate, NullLogger<Transactions>.Instance).RunAsync<
            Outcome<Done>
        >(
            _ =>
            {
                attempts++;
                return Task.FromResult<Outcome<Done>>(Done.It);
            },
            CancellationToken.None
        );

        (outcome, attempts).Should().Be((null, 0));
    }

    private static async Task<PortalCopy> StartAsync(DatabaseProvider provider)
    {
        var portal = await PortalCopy.OnAsync(provider, provider == DatabaseProvider.Postgres ? await MigratedDatabase.CopyPostgresAsync() : null);
        await portal.Find(db => AddAsync(db, Key));
        return portal;
    }

    private static async Task<Outcome<Done>?> RunAsync(PortalCopy portal, Func<PortalDbContext, Task<Done>> write)
    {
        await using var scope = portal.Service<IServiceScopeFactory>().CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<ITransactions>()
            .RunAsync<Outcome<Done>>(async _ => await write(scope.ServiceProvider.GetRequiredService<PortalDbContext>()), CancellationToken.None);
    }

    private static async Task<Done> AddAsync(PortalDbContext db, string key)
    {
        db.Add(new SignInAttempt { Key = key, LastAt = DateTime.UnixEpoch });
        await db.SaveChangesAsync();
        return Done.It;
    }
}
