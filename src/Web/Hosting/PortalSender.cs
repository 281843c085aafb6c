using System.Globalization;
using System.Security.Claims;
using ClsPortal.Application.Common;
using ClsPortal.Infrastructure.Identity;
using MediatR;
using Microsoft.AspNetCore.Components.Authorization;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// The way from a component to a use case: every message gets a scope of its own, with whoever is signed in on this circuit.
/// Components never hold a database context, for a circuit lives for hours.
/// </summary>
public sealed class PortalSender(IServiceScopeFactory scopes, AuthenticationStateProvider authentication)
{
    public async Task<Outcome<T>> SendAsync<T>(IRequest<Outcome<T>> message, CancellationToken cancellationToken = default)
    {
        var state = await authentication.GetAuthenticationStateAsync();
        await using var scope = scopes.CreateAsyncScope();
        SignIn(state.User, scope.ServiceProvider.GetRequiredService<CurrentUser>());
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(message, cancellationToken);
    }

    /// <summary>The family of whoever is signed in; 0 for staff and visitors.</summary>
    public async Task<int> FamilyIdAsync() => FamilyIdOf((await authentication.GetAuthenticationStateAsync()).User);

    private static void SignIn(ClaimsPrincipal principal, CurrentUser user)
    {
        if (principal.Identity?.IsAuthenticated != true || !Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var userId))
        {
            return;
        }

        var roles = principal.FindAll(ClaimTypes.Role).Select(claim => Enum.TryParse<Roles>(claim.Value, out var role) ? role : Roles.None)
            .Aggregate(Roles.None, (all, role) => all | role);
        user.SignIn(userId, principal.FindFirstValue(PortalClaims.DisplayName) ?? "", roles, FamilyIdOf(principal), NumberOf(principal, PortalClaims.GuardianId));
    }

    private static int FamilyIdOf(ClaimsPrincipal principal) => NumberOf(principal, PortalClaims.FamilyId);

    private static int NumberOf(ClaimsPrincipal principal, string claim) =>
        int.TryParse(principal.FindFirstValue(claim), CultureInfo.InvariantCulture, out var number) ? number : 0;
}
