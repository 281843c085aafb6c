using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>Notes when a family came to be, whichever way it was entered: one that never comes is kept for a delay from that day.</summary>
internal sealed class CreationStamp(TimeProvider time) : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Stamp(eventData.Context);
        return base.SavingChanges(eventData, result);
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        Stamp(eventData.Context);
        return base.SavingChangesAsync(eventData, result, cancellationToken);
    }

    private void Stamp(DbContext? db)
    {
        foreach (var entry in db?.ChangeTracker.Entries<Family>().Where(entry => entry.State == EntityState.Added && entry.Entity.CreatedAt is null) ?? [])
        {
            entry.Property(family => family.CreatedAt).CurrentValue = time.GetUtcNow().UtcDateTime;
        }
    }
}
