using System.Globalization;
using System.Security.Claims;
using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ClsPortal.Infrastructure.Access;

/// <summary>Puts into the cookie what every message needs: the family, the name, the roles.</summary>
internal sealed class PortalPrincipalFactory(
    UserManager<PortalUser> users,
    RoleManager<IdentityRole<Guid>> roles,
    IOptions<IdentityOptions> options,
    PortalDbContext db
) : UserClaimsPrincipalFactory<PortalUser, IdentityRole<Guid>>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(PortalUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        if (user.HasShortPassword)
        {
            identity.AddClaim(new Claim(PortalClaims.ShortPassword, "yes"));
        }

        foreach (var joined in await db.JoinedGuardians.Where(row => row.UserId == user.Id).Select(row => row.FamilyId).ToListAsync())
        {
            identity.AddClaim(new Claim(PortalClaims.JoinedFamily, joined.ToString(CultureInfo.InvariantCulture)));
        }

        if (user.FamilyId is not { } familyId)
        {
            identity.AddClaim(new Claim(PortalClaims.DisplayName, user.DisplayName));
            return identity;
        }

        var name = await db.Families.Where(family => family.Id == familyId).Select(family => family.Name).SingleAsync();
        identity.AddClaim(new Claim(PortalClaims.DisplayName, $"Famille {name}"));
        identity.AddClaim(new Claim(PortalClaims.FamilyId, familyId.ToString(CultureInfo.InvariantCulture)));
        identity.AddClaim(new Claim(ClaimTypes.Role, nameof(Roles.Parent)));
        if (user.GuardianId is { } guardianId)
        {
            identity.AddClaim(new Claim(PortalClaims.GuardianId, guardianId.ToString(CultureInfo.InvariantCulture)));
        }

        return identity;
    }
}
