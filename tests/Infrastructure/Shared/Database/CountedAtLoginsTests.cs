using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Infrastructure.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Infrastructure.Tests.Shared;

/// <summary>
/// Failures and locks that an older version kept at the logins themselves go on counting, in a database or a backup that it never started again.
/// </summary>
public sealed class CountedAtLoginsTests
{
    private const string Email = "Hélène@example.fr";

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Failures_and_locks_are_taken_over(DatabaseProvider provider)
    {
        var file = SqliteFile.NewPath();
        var settings =
            provider == DatabaseProvider.Sqlite
                ? new DatabaseSettings(provider, $"Data Source={file}")
                : new DatabaseSettings(provider, await (await PostgresServer.SharedAsync()).CreateDatabaseAsync());
        await using (var services = PortalServices.On(settings).BuildServiceProvider())
        {
            var (locked, failing) = (Guid.CreateVersion7(), Guid.CreateVersion7());
            await DatabaseStart.MigrateAsync(services);
            await With<PortalDbContext>(
                services,
                async db =>
                {
                    await GivenLoginAsync(db, locked, Email, 0, TimeProvider.System.GetUtcNow().AddMinutes(8));
                    await GivenLoginAsync(db, failing, "k@example.fr", 4, null);
                }
            );

            await DatabaseStart.MigrateAsync(services);

            await With<PortalDbContext>(
                services,
                async db =>
                {
                    (await db.Users.CountAsync(user => user.AccessFailedCount > 0 || user.LockoutEnd != null)).Should().Be(0);
                    (await db.Set<SignInAttempt>().ToListAsync())
                        .Should()
                        .HaveCount(2)
                        .And.OnlyContain(row => !row.Key.Contains('@', StringComparison.Ordinal) && row.Key.Length == SignInAttempt.KeyLength);
                }
            );
            await With<SignInAttempts>(
                services,
                async attempts =>
                {
                    (await attempts.LockedForAsync(Email)).Should().BeCloseTo(TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(2));
                    (await attempts.TakeAsync(Email)).Should().BeFalse();
                    (await attempts.TakeAsync("k@example.fr")).Should().BeTrue("four of five were used");
                    (await attempts.TakeAsync("k@example.fr")).Should().BeFalse();
                }
            );
        }

        SqliteFile.Delete(file);
    }

    private static Task GivenLoginAsync(PortalDbContext db, Guid id, string email, int failures, DateTimeOffset? lockedUntil)
    {
        var upper = email.ToUpperInvariant();
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO users (id, display_name, sort_key, is_disabled, has_short_password, user_name, normalized_user_name, email,
                normalized_email, email_confirmed,
                phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count, lockout_end)
            VALUES ({id}, 'x', 'x', {false}, {false}, {email}, {upper}, {email}, {upper}, {true}, {false}, {false}, {true}, {failures}, {lockedUntil})
            """
        );
    }

    private static async Task With<T>(IServiceProvider services, Func<T, Task> use)
        where T : notnull
    {
        await using var scope = services.CreateAsyncScope();
        await use(scope.ServiceProvider.GetRequiredService<T>());
    }
}
