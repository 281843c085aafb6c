using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Access;

/// <summary>Logins that are open, by role.</summary>
internal sealed class StaffRoster(PortalDbContext db) : IStaffRoster
{
    public Task<bool> AnyAsync(Roles role, CancellationToken cancellationToken)
    {
        var name = role.ToString();
        return (
            from held in db.UserRoles
            join known in db.Roles on held.RoleId equals known.Id
            join user in db.Users on held.UserId equals user.Id
            where known.Name == name && !user.IsDisabled
            select user.Id
        ).AnyAsync(cancellationToken);
    }

    public Task<bool> AnyParentAsync(CancellationToken cancellationToken) =>
        db.Users.AnyAsync(user => user.FamilyId != null && !user.IsDisabled, cancellationToken);
}
