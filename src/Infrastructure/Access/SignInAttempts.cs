using ClsPortal.Application.Shared;
using ClsPortal.Domain.Access;
using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ClsPortal.Infrastructure.Access;

/// <summary>Attempts at one address that were not right, whether anybody has a login with it or not.</summary>
public sealed class SignInAttempt
{
    public const int KeyLength = 44;

    /// <summary>A keyed digest: the table tells nobody which addresses were tried.</summary>
    public string Key { get; init; } = "";

    public int Failures { get; init; }

    /// <summary>UTC; null until there were too many.</summary>
    public DateTime? LockedUntil { get; init; }

    /// <summary>UTC.</summary>
    public DateTime LastAt { get; init; }
}

/// <summary>
/// Counts what is tried at an address, for all copies of the portal and alike for addresses with and without a login, so that the lock-out
/// tells nobody which exist. An attempt is taken before it is judged: of many at the same moment no more are judged than of many in turn.
/// </summary>
public sealed class SignInAttempts(PortalDbContext db, KeyedDigests digests, IOptions<IdentityOptions> options, CentreClock clock)
{
    /// <summary>How many addresses are remembered; the oldest failures go first.</summary>
    public const int MostAddresses = 20_000;

    /// <summary>After so long without an attempt they begin anew.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromHours(24);

    private const string Purpose = "sign_in_attempts";

    /// <returns>False while the address is locked: nothing is to be judged then.</returns>
    public async Task<bool> TakeAsync(string address)
    {
        var (key, now, most) = (KeyOf(address), clock.Now, options.Value.Lockout.MaxFailedAccessAttempts);
        var (until, old) = (now + options.Value.Lockout.DefaultLockoutTimeSpan, now - Remembered);
        // A lock that is over, and what is forgotten, begin the count anew. One statement, the same on both databases.
        var taken = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO sign_in_attempts (key, failures, locked_until, last_at) VALUES ({key}, 1, NULL, {now})
            ON CONFLICT (key) DO UPDATE SET
                failures = CASE WHEN sign_in_attempts.locked_until IS NOT NULL OR sign_in_attempts.last_at <= {old} THEN 1
                    ELSE sign_in_attempts.failures + 1 END,
                locked_until = CASE WHEN sign_in_attempts.locked_until IS NULL AND sign_in_attempts.last_at > {old}
                    AND sign_in_attempts.failures + 1 >= {most} THEN {until} END,
                last_at = {now}
            WHERE sign_in_attempts.locked_until IS NULL OR sign_in_attempts.locked_until <= {now}
            """
        );
        return taken == 1;
    }

    /// <returns>How long the address stays locked; null when it is not.</returns>
    public async Task<TimeSpan?> LockedForAsync(string address)
    {
        var (key, now) = (KeyOf(address), clock.Now);
        return await db.Set<SignInAttempt>().Where(row => row.Key == key && row.LockedUntil > now).Select(row => row.LockedUntil).SingleOrDefaultAsync() - now;
    }

    /// <summary>The attempt was right, and something else is still asked for: the failures before it stay.</summary>
    public async Task GiveBackAsync(string address)
    {
        var key = KeyOf(address);
        await db.Set<SignInAttempt>()
            .Where(row => row.Key == key && row.Failures > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Failures, row => row.Failures - 1).SetProperty(row => row.LockedUntil, (DateTime?)null));
    }

    /// <summary>Whoever it is came in.</summary>
    public async Task ForgetAsync(string address)
    {
        var key = KeyOf(address);
        await db.Set<SignInAttempt>().Where(row => row.Key == key).ExecuteDeleteAsync();
    }

    /// <summary>After a failure: what is old goes, and of too many the oldest; who is locked stays locked.</summary>
    public async Task PurgeAsync()
    {
        var rows = db.Set<SignInAttempt>();
        var now = clock.Now;
        var old = now - Remembered;
        if (
            await rows.OrderByDescending(row => row.LastAt).Skip(MostAddresses).Select(row => (DateTime?)row.LastAt).FirstOrDefaultAsync() is { } last
            && last > old
        )
        {
            old = last;
        }

        await rows.Where(row => row.LastAt <= old && (row.LockedUntil == null || row.LockedUntil <= now)).ExecuteDeleteAsync();
    }

    private string KeyOf(string address) => KeyOf(digests, address);

    internal static string KeyOf(KeyedDigests digests, string address) => digests.Of(Purpose, LoginAddress.KeyOf(address));
}
