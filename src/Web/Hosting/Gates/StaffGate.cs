using System.Reflection;
using System.Security.Claims;
using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// Takes the roles of staff out of a sign-in that is not enough for them, for pages, menus, downloads and circuits alike: whoever is a
/// parent too goes on as one. The use cases decide for themselves, by the same <see cref="SignInPolicy"/>.
/// </summary>
internal sealed class StaffRoles(SignInPolicy policy) : IClaimsTransformation
{
    public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal) =>
        Task.FromResult(
            policy.HoldOf(PrincipalUser.RolesOf(principal), PrincipalUser.HasSecondFactor(principal), PrincipalUser.HasShortPassword(principal))
            == StaffHold.None
                ? principal
                : HoldBack(principal)
        );

    private static ClaimsPrincipal HoldBack(ClaimsPrincipal principal)
    {
        // The principal that came is the cookie's own.
        var less = principal.Clone();
        foreach (var identity in less.Identities)
        {
            foreach (var claim in identity.FindAll(ClaimTypes.Role).Where(claim => claim.Value != nameof(Roles.Parent)).ToList())
            {
                identity.RemoveClaim(claim);
                identity.AddClaim(new Claim(PortalClaims.RoleHeldBack, claim.Value));
            }
        }

        return less;
    }
}

/// <summary>Leads staff whose sign-in is not enough to the page that mends it, and from there back, before anything of the centre's opens.</summary>
internal static class StaffGate
{
    private const string Space = "/gestion";
    private const string First = "gestion";

    public static void UseStaffGate(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                var request = context.Request;
                if (!context.GetEndpoint().IsBelow(First) || !IsHeldBack(context.User))
                {
                    return next(context);
                }

                // Whatever was posted is not done; a tablet keeps its marks until it is let in.
                context.Response.Redirect(WayBack.To(PathFor(context.User), HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : Space));
                return Task.CompletedTask;
            }
        );

    /// <summary>True for staff whose sign-in is not enough.</summary>
    public static bool IsHeldBack(ClaimsPrincipal principal) => principal.HasClaim(claim => claim.Type == PortalClaims.RoleHeldBack);

    /// <summary>The page of the next step.</summary>
    public static string PathFor(ClaimsPrincipal heldBack) => PrincipalUser.HasShortPassword(heldBack) ? Refusal.NewPasswordPath : Refusal.StaffFactorPath;

    /// <summary>True for a page of the centre's space, by the addresses that it declares.</summary>
    public static bool IsStaffPage(Type? page) =>
        page?.GetCustomAttributes<RouteAttribute>().Any(route => route.Template.Split('/') is ["", First, ..]) == true;
}
