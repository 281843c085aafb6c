using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Infrastructure.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Tests.Shared;

/// <summary>
/// A used database of the version before the one Initial goes on with all it has, whatever migrations came since; what this version can make nothing of
/// stays as it was.
/// </summary>
public sealed class AdoptionTests : IDisposable
{
    private const string History = "__EFMigrationsHistory";

    private readonly string _folder = Directory.CreateTempSubdirectory("clsportal-adoption-").FullName;

    public static TheoryData<DatabaseProvider> Both => [DatabaseProvider.Sqlite, DatabaseProvider.Postgres];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Database => Path.Combine(_folder, "portal.db");

    private string Copy => Database + ".before-update";

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_used_database_keeps_its_rows_has_the_schema_of_a_new_one_and_goes_on(DatabaseProvider provider)
    {
        var settings = await EarlierDatabase.CreateAsync(provider, Database);
        var log = new LogLines(LogLevel.Information);
        await using var services = Services(settings, log: log);
        var columns = await Find(services, DatabaseContents.ColumnsAsync);
        var before = await Find(services, db => DatabaseContents.RowsAsync(db, columns));

        await DatabaseStart.MigrateAsync(services, Cancellation);

        var after = await Find(services, db => DatabaseContents.RowsAsync(db, columns));
        await using var fresh = Services(await NewAsync(provider));
        await DatabaseStart.MigrateAsync(fresh, Cancellation);
        after[History].Select(row => row.Split('|')[0]).Should().Equal(await HistoryAsync(fresh));
        after[History][^1].Should().StartWith(LaterMigration.Name);
        (await Find(services, DatabaseContents.SchemaAsync)).Should().Equal(await Find(fresh, DatabaseContents.SchemaAsync));
        before.Remove(History, out var chain);
        chain.Should().HaveCount(29);
        after.Remove(History);
        after.Should().BeEquivalentTo(before);
        after["enrolment_requests"].Should().HaveCount(24);
        File.Exists(Copy).Should().BeFalse();
        log.All.Count(line => line.StartsWith("Before the update of the database a copy was taken", StringComparison.Ordinal))
            .Should()
            .Be(provider == DatabaseProvider.Sqlite ? 1 : 0);

        // The next start has nothing to do, and the portal reads and writes as ever.
        var again = new LogLines(LogLevel.Information);
        await using var next = Services(settings, new Kill($"DELETE FROM \"{History}\"", after: false), again);
        await DatabaseStart.MigrateAsync(next, Cancellation);
        again.All.Should().NotContain(line => line.Contains("copy", StringComparison.Ordinal));
        var message = await Find(next, db => db.ConversationMessages.OrderBy(row => row.SentAt).FirstAsync(Cancellation));
        next.GetRequiredService<ISecretBox>().OpenText(ConversationSecrets.Text.Row(message.Id), message.SealedText).Should().NotBeEmpty();
        await Find(
            next,
            async db =>
            {
                var family = Family.Create("0900", "Nouvelle");
                family.AddGuardian("Zoé", "Nouvelle", null);
                db.Add(family);
                await db.SaveChangesAsync(Cancellation);
                family.Id.Should().BeGreaterThan(await db.Families.Where(row => row.Number != "0900").MaxAsync(row => row.Id, Cancellation));
                return family;
            }
        );
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, false)]
    [InlineData(DatabaseProvider.Sqlite, true)]
    [InlineData(DatabaseProvider.Postgres, false)]
    [InlineData(DatabaseProvider.Postgres, true)]
    public async Task A_start_that_dies_at_it_begins_again(DatabaseProvider provider, bool afterIt)
    {
        var settings = await EarlierDatabase.CreateAsync(provider, Database);
        await using (var dying = Services(settings, new Kill($"DELETE FROM \"{History}\"", afterIt)))
        {
            var killed = () => DatabaseStart.MigrateAsync(dying, Cancellation);
            await killed.Should().ThrowAsync<KilledException>();
        }

        SqliteConnection.ClearAllPools();
        File.Exists(Copy).Should().Be(provider == DatabaseProvider.Sqlite);

        await using var next = Services(settings);
        await DatabaseStart.MigrateAsync(next, Cancellation);

        await IsUpToDateAsync(next);
        Directory
            .GetFiles(_folder)
            .Should()
            .NotContain(file => file.Contains("before-update", StringComparison.Ordinal) || file.Contains("interrupted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Copies_that_start_at_once_take_turns()
    {
        var settings = await EarlierDatabase.CreateAsync(DatabaseProvider.Postgres, Database);
        await using var one = Services(settings);
        await using var two = Services(settings);
        await using var three = Services(settings);

        await Task.WhenAll(new[] { one, two, three }.Select(services => Task.Run(() => DatabaseStart.MigrateAsync(services, Cancellation), Cancellation)));

        await IsUpToDateAsync(one);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, false, "trop ancienne*_GuardiansOwnThreads*d’avant le 29-11-2026*InvoiceAddressee*démarrer une fois*")]
    [InlineData(DatabaseProvider.Postgres, false, "trop ancienne*_GuardiansOwnThreads*d’avant le 29-11-2026*InvoiceAddressee*démarrer une fois*")]
    [InlineData(DatabaseProvider.Sqlite, true, "plus récente*99990101000000_Later*restaurez*")]
    [InlineData(DatabaseProvider.Postgres, true, "plus récente*99990101000000_Later*restaurez*")]
    public async Task One_that_is_older_or_newer_is_refused_and_left_as_it_was(DatabaseProvider provider, bool isNewer, string sentence)
    {
        var settings = await EarlierDatabase.CreateAsync(provider, Database);
        await using var services = Services(settings);
        await Find(
            services,
            db =>
                db.Database.ExecuteSqlRawAsync(
                    isNewer
                        ? "INSERT INTO \"__EFMigrationsHistory\" VALUES ('99990101000000_Later', '11.0.0')"
                        : "DELETE FROM \"__EFMigrationsHistory\" WHERE migration_id > '2026112814'",
                    Cancellation
                )
        );
        var (rows, schema, bytes) = (await AllAsync(), await Find(services, DatabaseContents.SchemaAsync), await BytesAsync());

        var starting = () => DatabaseStart.MigrateAsync(services, Cancellation);

        (await starting.Should().ThrowAsync<DatabaseRefusedException>()).WithMessage($"*{sentence}");
        (await BytesAsync()).Should().Equal(bytes);
        (await AllAsync()).Should().BeEquivalentTo(rows);
        (await Find(services, DatabaseContents.SchemaAsync)).Should().Equal(schema);
        File.Exists(Copy).Should().BeFalse();

        Task<Dictionary<string, List<string>>> AllAsync() =>
            Find(services, async db => await DatabaseContents.RowsAsync(db, await DatabaseContents.ColumnsAsync(db)));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task One_that_was_adopted_and_then_updated_by_a_newer_version_is_refused(DatabaseProvider provider)
    {
        await using var services = Services(await NewAsync(provider));
        await DatabaseStart.MigrateAsync(services, Cancellation);
        await Find(
            services,
            db => db.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('99990101000000_Later', '11.0.0')", Cancellation)
        );

        var starting = () => DatabaseStart.MigrateAsync(services, Cancellation);

        (await starting.Should().ThrowAsync<DatabaseRefusedException>()).WithMessage("*plus récente*99990101000000_Later*");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_backup_from_before_is_restored_and_an_older_one_refused(DatabaseProvider provider)
    {
        await using var earlier = Services(await EarlierDatabase.CreateAsync(provider, Database));
        var (archive, older) = (Path.Combine(_folder, "portal.zip"), Path.Combine(_folder, "older.zip"));
        await BackupOf(earlier, backup => backup.SaveAsync(archive, Cancellation));
        var columns = await Find(earlier, DatabaseContents.ColumnsAsync);
        var before = await Find(earlier, db => DatabaseContents.RowsAsync(db, columns));
        await Find(earlier, db => db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsHistory\" WHERE migration_id > '2026112814'", Cancellation));
        await BackupOf(earlier, backup => backup.SaveAsync(older, Cancellation));
        await using var restored = Services(await NewAsync(provider));

        var refused = () => BackupOf(restored, backup => backup.RestoreAsync(older, Cancellation));
        (await refused.Should().ThrowAsync<DatabaseRefusedException>()).WithMessage(
            "Cette sauvegarde*trop ancienne*_GuardiansOwnThreads*d’avant le 29-11-2026*"
        );
        await BackupOf(restored, backup => backup.RestoreAsync(archive, Cancellation));

        var after = await Find(restored, db => DatabaseContents.RowsAsync(db, columns));
        before.Remove(History);
        after.Remove(History);
        after.Should().BeEquivalentTo(before);
        await IsUpToDateAsync(restored);
        await DatabaseStart.MigrateAsync(restored, Cancellation);
    }

    private static async Task IsUpToDateAsync(IServiceProvider services)
    {
        (await HistoryAsync(services)).Should().Equal(await Find(services, db => Task.FromResult(db.Database.GetMigrations())));
        (await Find(services, db => db.EnrolmentRequests.CountAsync(Cancellation))).Should().Be(24);
    }

    private static async Task<List<string>> HistoryAsync(IServiceProvider services) =>
        [.. await Find(services, db => db.Database.GetAppliedMigrationsAsync(Cancellation))];

    private async Task<DatabaseSettings> NewAsync(DatabaseProvider provider) =>
        provider == DatabaseProvider.Sqlite
            ? new(provider, $"Data Source={Path.Combine(_folder, "new.db")}")
            : new(provider, await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(cancellation: Cancellation) + ";Pooling=false");

    private static ServiceProvider Services(DatabaseSettings settings, IInterceptor? interceptor = null, LogLines? log = null)
    {
        var services = PortalServices
            .On(settings)
            .AddLogging(logging =>
            {
                if (log is not null)
                {
                    logging.AddProvider(log);
                }
            });
        LaterMigration.AddTo(services);
        if (interceptor is not null)
        {
            services.ConfigureDbContext<SqlitePortalDbContext>(options => options.AddInterceptors(interceptor));
            services.ConfigureDbContext<PostgresPortalDbContext>(options => options.AddInterceptors(interceptor));
        }

        return services.BuildServiceProvider();
    }

    private static async Task<T> Find<T>(IServiceProvider services, Func<PortalDbContext, Task<T>> query)
    {
        await using var scope = services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<PortalDbContext>());
    }

    private static async Task BackupOf(IServiceProvider services, Func<PortalBackup, Task> act)
    {
        await using var scope = services.CreateAsyncScope();
        await act(ActivatorUtilities.CreateInstance<PortalBackup>(scope.ServiceProvider));
    }

    private async Task<byte[]> BytesAsync()
    {
        SqliteConnection.ClearAllPools();
        return File.Exists(Database) ? await File.ReadAllBytesAsync(Database, Cancellation) : [];
    }
}
