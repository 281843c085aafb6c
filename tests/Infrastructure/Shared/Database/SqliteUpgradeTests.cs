using ClsPortal.Application;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Infrastructure.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Tests.Shared;

/// <summary>A portal on SQLite that is killed while it updates its database goes on at the next start, with all its rows.</summary>
public sealed class SqliteUpgradeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clsportal-upgrade-").FullName;

    private string Database => Path.Combine(_folder, "portal.db");

    private string Copy => Database + ".before-update";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("DROP TABLE \"guardians\"", false)]
    [InlineData("ALTER TABLE \"ef_temp_guardians\"", false)]
    [InlineData("ALTER TABLE \"ef_temp_guardians\"", true)]
    [InlineData("PRAGMA foreign_keys = 1", true)]
    public async Task A_start_that_died_in_the_middle_is_begun_again_from_the_copy(string statement, bool afterIt)
    {
        await GivenOlderAsync();
        var killed = async () =>
        {
            await using var dying = Services(new Kill(statement, afterIt));
            await DatabaseStart.MigrateAsync(dying, Cancellation);
        };
        await killed.Should().ThrowAsync<KilledException>();
        SqliteConnection.ClearAllPools();
        File.Exists(Copy).Should().BeTrue();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Copy).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var log = new LogLines(LogLevel.Information);
        await using var next = Services(log: log);
        await DatabaseStart.MigrateAsync(next, Cancellation);

        await HasAllAsync(next);
        File.Exists(Copy).Should().BeFalse();
        File.Exists(Database + ".interrupted").Should().BeTrue();
        log.All.Should().ContainSingle(line => line.Contains("was put back and the update begins again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_update_that_is_done_leaves_no_copy_and_a_new_database_needs_none()
    {
        await GivenOlderAsync();
        await using (var updated = Services())
        {
            await DatabaseStart.MigrateAsync(updated, Cancellation);
            await HasAllAsync(updated);
            Directory.GetFiles(_folder).Select(Path.GetFileName).Should().NotContain(name => name!.Contains("before-update", StringComparison.Ordinal));
        }

        // A copy that was left by a start which had done all is not the state to go back to.
        await File.WriteAllTextAsync(Copy, "stale", Cancellation);
        await using var again = Services();
        await DatabaseStart.MigrateAsync(again, Cancellation);

        await HasAllAsync(again);
        File.Exists(Copy).Should().BeFalse();
    }

    [Fact]
    public async Task Without_the_copy_nothing_could_go_on()
    {
        await GivenOlderAsync();
        var killed = async () =>
        {
            await using var dying = Services(new Kill("ALTER TABLE \"ef_temp_guardians\"", after: false));
            await DatabaseStart.MigrateAsync(dying, Cancellation);
        };
        await killed.Should().ThrowAsync<KilledException>();
        SqliteConnection.ClearAllPools();
        File.Delete(Copy);

        var starting = async () =>
        {
            await using var next = Services();
            await DatabaseStart.MigrateAsync(next, Cancellation);
        };

        await starting.Should().ThrowAsync<SqliteException>("else there would be nothing to protect from");
    }

    private async Task GivenOlderAsync()
    {
        await using var services = Services();
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().First(), Cancellation);
        await db.Database.ExecuteSqlRawAsync(
            "INSERT INTO families (number, name, search_text, sort_key, record_turn) VALUES ('0119', 'Évrard', '0119 EVRARD', '', 0)",
            Cancellation
        );
        await db.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO guardians (family_id, civility, first_name, last_name, address, postal_code, town,
                mobile_phone, home_phone, work_phone, profession, is_referent, is_confidential, shares_coordinates, leaving_closed_login)
            VALUES (1, '', 'Mère', 'Évrard', '', '', '', '', '', '', '', 1, 0, 0, 0)
            """,
            Cancellation
        );
        SqliteConnection.ClearAllPools();
    }

    private static async Task HasAllAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        (await db.Database.GetPendingMigrationsAsync(Cancellation)).Should().BeEmpty();
        (await db.Guardians.SingleAsync(Cancellation))
            .Should()
            .BeEquivalentTo(
                new
                {
                    FirstName = "Mère",
                    LastName = "Évrard",
                    IsReferent = true,
                }
            );
        // A migration cannot fold a name: the start does.
        (await db.Families.SingleAsync(Cancellation))
            .Should()
            .BeEquivalentTo(
                new
                {
                    Name = "Évrard",
                    SortKey = NameOrder.KeyOf("Évrard"),
                    SearchText = "0119 EVRARD MERE EVRARD",
                }
            );
    }

    private ServiceProvider Services(IInterceptor? interceptor = null, LogLines? log = null)
    {
        var services = new ServiceCollection()
            .AddLogging(logging =>
            {
                if (log is not null)
                {
                    logging.AddProvider(log);
                }
            })
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new PortalTimeZone(TimeZoneInfo.Utc))
            .AddApplication()
            .AddDatabase(new DatabaseSettings(DatabaseProvider.Sqlite, $"Data Source={Database}"))
            .AddEncryption(new EncryptionSettings(SecretKeys.Demonstration, null));
        LaterMigration.AddTo(services);
        if (interceptor is not null)
        {
            services.ConfigureDbContext<SqlitePortalDbContext>(options => options.AddInterceptors(interceptor));
        }

        return services.BuildServiceProvider();
    }
}
