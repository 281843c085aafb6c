using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Access;

/// <summary>Takes over what a version of the portal counted at the logins themselves: their digests need a key that no migration has.</summary>
internal sealed class CountedAtLogins(PortalDbContext db, KeyedDigests digests) : IStartTask
{
    public async Task RunAsync(DateTime now, CancellationToken cancellationToken)
    {
        var counted = await db.Users.AsNoTracking().Where(user => user.AccessFailedCount > 0 || user.LockoutEnd != null).ToListAsync(cancellationToken);
        if (counted.Count == 0)
        {
            return;
        }

        var known = await db.Set<SignInAttempt>().Select(row => row.Key).ToListAsync(cancellationToken);
        db.AddRange(
            counted
                .Where(user => user.Email is not null)
                .Select(user => new SignInAttempt
                {
                    Key = SignInAttempts.KeyOf(digests, user.Email!),
                    Failures = user.AccessFailedCount,
                    LockedUntil = user.LockoutEnd?.UtcDateTime,
                    LastAt = now,
                })
                .DistinctBy(row => row.Key)
                .ExceptBy(known, row => row.Key)
        );
        await db.SaveChangesAsync(cancellationToken);
        await db
            .Users.Where(user => user.AccessFailedCount > 0 || user.LockoutEnd != null)
            .ExecuteUpdateAsync(
                set => set.SetProperty(user => user.AccessFailedCount, 0).SetProperty(user => user.LockoutEnd, (DateTimeOffset?)null),
                cancellationToken
            );
    }
}
