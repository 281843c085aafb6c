using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Microsoft.AspNetCore.Identity;

namespace ClsPortal.Infrastructure.Identity;

/// <summary>
/// Counts failures for addresses that have no login, and locks them as a login would be locked: otherwise the lock-out would
/// tell which addresses exist. In memory: what is lost by a restart protects nobody's data.
/// </summary>
public sealed class StrangersLockout(IOptions<IdentityOptions> options) : IDisposable
{
    private readonly MemoryCache _failures = new(new MemoryCacheOptions { SizeLimit = 20_000 });

    /// <returns>How long the address stays locked; null when it is not.</returns>
    public TimeSpan? Fail(string normalizedEmail)
    {
        // Identity's lock-out runs on the system's clock; so does this one.
        var now = TimeProvider.System.GetUtcNow();
        var failures = _failures.GetOrCreate(normalizedEmail, entry =>
        {
            entry.Size = 1;
            entry.SlidingExpiration = TimeSpan.FromHours(24);
            return new Failures();
        })!;
        lock (failures)
        {
            if (failures.LockedUntil <= now && ++failures.Count >= options.Value.Lockout.MaxFailedAccessAttempts)
            {
                failures.Count = 0;
                failures.LockedUntil = now + options.Value.Lockout.DefaultLockoutTimeSpan;
            }

            return failures.LockedUntil > now ? failures.LockedUntil - now : null;
        }
    }

    public void Dispose() => _failures.Dispose();

    private sealed class Failures
    {
        public int Count { get; set; }

        public DateTimeOffset LockedUntil { get; set; }
    }
}
