using System.Globalization;
using System.Security.Claims;
using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Access;

namespace ClsPortal.Web.Hosting;

/// <summary>Who a principal is to the use cases: the same for a circuit and for a download.</summary>
internal static class PrincipalUser
{
    public static void SignIn(this CurrentUser user, ClaimsPrincipal principal)
    {
        if (principal.Identity?.IsAuthenticated != true || IdOf(principal) is not { } userId)
        {
            return;
        }

        user.SignIn(
            userId,
            principal.FindFirstValue(PortalClaims.DisplayName) ?? "",
            RolesOf(principal) | RolesIn(principal, PortalClaims.RoleHeldBack),
            FamilyIdOf(principal),
            NumberOf(principal, PortalClaims.GuardianId),
            [.. JoinedFamiliesOf(principal)]
        );
        if (HasSecondFactor(principal))
        {
            user.ConfirmSecondFactor();
        }

        if (HasShortPassword(principal))
        {
            user.AskForNewPassword();
        }
    }

    public static Guid? IdOf(ClaimsPrincipal principal) => Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    public static bool HasSecondFactor(ClaimsPrincipal principal) => principal.HasClaim(PortalClaims.Method, PortalClaims.SecondFactor);

    public static bool HasShortPassword(ClaimsPrincipal principal) => principal.HasClaim(claim => claim.Type == PortalClaims.ShortPassword);

    public static Roles RolesOf(ClaimsPrincipal principal) => RolesIn(principal, ClaimTypes.Role);

    private static Roles RolesIn(ClaimsPrincipal principal, string claimType) =>
        principal
            .FindAll(claimType)
            .Select(claim => Enum.TryParse<Roles>(claim.Value, out var role) ? role : Roles.None)
            .Aggregate(Roles.None, (all, role) => all | role);

    public static int FamilyIdOf(ClaimsPrincipal principal) => NumberOf(principal, PortalClaims.FamilyId);

    /// <summary>True for a family of which the person is a guardian, by this login or another.</summary>
    public static bool IsOwnFamily(ClaimsPrincipal principal, int familyId) =>
        FamilyIdOf(principal) == familyId || JoinedFamiliesOf(principal).Contains(familyId);

    /// <summary>True for a guardian of any family, by this login or another.</summary>
    public static bool HasOwnFamily(ClaimsPrincipal principal) => FamilyIdOf(principal) != 0 || JoinedFamiliesOf(principal).Any();

    private static IEnumerable<int> JoinedFamiliesOf(ClaimsPrincipal principal) =>
        principal.FindAll(PortalClaims.JoinedFamily).Select(claim => NumberIn(claim.Value));

    private static int NumberOf(ClaimsPrincipal principal, string claim) => NumberIn(principal.FindFirstValue(claim));

    private static int NumberIn(string? value) => int.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
