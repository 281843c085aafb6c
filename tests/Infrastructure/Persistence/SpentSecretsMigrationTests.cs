using System.Security.Cryptography;
using System.Text;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Infrastructure.Tests.Persistence;

/// <summary>What an older version kept at the logins themselves goes on counting.</summary>
public sealed class SpentSecretsMigrationTests
{
    private const string Email = "Hélène@example.fr";
    private static readonly string[] Codes = ["ABCDEFGHJK", "LMNPQRSTUV"];

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Codes_that_are_left_the_last_step_failures_and_locks_are_taken_over(DatabaseProvider provider)
    {
        var file = SqliteFile.NewPath();
        var settings = provider == DatabaseProvider.Sqlite
            ? new DatabaseSettings(provider, $"Data Source={file}")
            : new DatabaseSettings(provider, await (await PostgresServer.SharedAsync()).CreateDatabaseAsync());
        await using (var services = PortalServices.On(settings).BuildServiceProvider())
        {
            var (locked, failing) = (Guid.CreateVersion7(), Guid.CreateVersion7());
            await With<PortalDbContext>(services, async db =>
            {
                var migrations = db.Database.GetMigrations().ToList();
                await db.GetService<IMigrator>().MigrateAsync(migrations[migrations.FindIndex(name => name.EndsWith("_SpentSecrets", StringComparison.Ordinal)) - 1]);
                await GivenLoginAsync(db, locked, Email, Digests(), 77, 0, TimeProvider.System.GetUtcNow().AddMinutes(8));
                await GivenLoginAsync(db, failing, "k@example.fr", null, null, 4, null);
            });

            await DatabaseStart.MigrateAsync(services);

            await With<RecoveryCodes>(services, async recovery =>
            {
                (await recovery.LeftAsync(locked), await recovery.LeftAsync(failing)).Should().Be((2, 0));
                (await recovery.SpendAsync(locked, Codes[1])).Should().BeTrue();
                (await recovery.SpendAsync(locked, Codes[1])).Should().BeFalse();
            });
            await With<PortalDbContext>(services, async db =>
            {
                (await db.Set<TotpUse>().SingleAsync()).Should().BeEquivalentTo(new { UserId = locked, Step = 77 });
                (await db.Users.Select(user => user.NormalizedEmail).ToListAsync()).Should().BeEquivalentTo("HéLèNE@EXAMPLE.FR", "K@EXAMPLE.FR");
                (await db.Users.CountAsync(user => user.AccessFailedCount > 0 || user.LockoutEnd != null)).Should().Be(0);
                (await db.Set<SignInAttempt>().ToListAsync()).Should().HaveCount(2).And.OnlyContain(row => !row.Key.Contains('@', StringComparison.Ordinal) && row.Key.Length == SignInAttempt.KeyLength);
            });
            await With<SignInAttempts>(services, async attempts =>
            {
                (await attempts.LockedForAsync(Email)).Should().BeCloseTo(TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(2));
                (await attempts.TakeAsync(Email)).Should().BeFalse();
                (await attempts.TakeAsync("k@example.fr")).Should().BeTrue("four of five were used");
                (await attempts.TakeAsync("k@example.fr")).Should().BeFalse();
            });
        }

        SqliteFile.Delete(file);
    }

    /// <summary>As the older version wrote them: the salt and the digests of the codes, parted by blanks.</summary>
    private static string Digests()
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return string.Join(' ', Codes.Select(code => Convert.ToBase64String(Rfc2898DeriveBytes.Pbkdf2(Encoding.ASCII.GetBytes(code), salt, 210_000, HashAlgorithmName.SHA512, 32)))
            .Prepend(Convert.ToBase64String(salt)));
    }

    private static Task GivenLoginAsync(PortalDbContext db, Guid id, string email, string? digests, long? step, int failures, DateTimeOffset? lockedUntil)
    {
        var upper = email.ToUpperInvariant();
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO users (id, display_name, sort_key, is_disabled, has_short_password, user_name, normalized_user_name, email, normalized_email, email_confirmed,
                phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count, lockout_end, recovery_digests, totp_step)
            VALUES ({id}, 'x', 'x', {false}, {false}, {email}, {upper}, {email}, {upper}, {true}, {false}, {false}, {true}, {failures}, {lockedUntil}, {digests}, {step})
            """);
    }

    private static async Task With<T>(IServiceProvider services, Func<T, Task> use)
        where T : notnull
    {
        await using var scope = services.CreateAsyncScope();
        await use(scope.ServiceProvider.GetRequiredService<T>());
    }
}
