using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Access;

/// <summary>
/// Writes of a login what this request changed. Identity's own store writes the whole row as it was read, over what a statement of its own
/// wrote meanwhile.
/// </summary>
internal sealed class PortalUserStore(PortalDbContext db, IdentityErrorDescriber describer)
    : UserStore<PortalUser, IdentityRole<Guid>, PortalDbContext, Guid>(db, describer)
{
    public override async Task<IdentityResult> UpdateAsync(PortalUser user, CancellationToken cancellationToken = default)
    {
        var entry = Context.Entry(user);
        if (entry.State == EntityState.Detached)
        {
            return await base.UpdateAsync(user, cancellationToken);
        }

        user.ConcurrencyStamp = Guid.NewGuid().ToString();
        try
        {
            await SaveChanges(cancellationToken);
            return IdentityResult.Success;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Whoever goes on, as a sign-in does, must not fail over the same change at the next save.
            await entry.ReloadAsync(cancellationToken);
            return IdentityResult.Failed(ErrorDescriber.ConcurrencyFailure());
        }
    }
}
