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
        return await SendAsync(scopes, state.User, message, cancellationToken);
    }

    /// <summary>The same way for plain HTTP endpoints, which have no circuit.</summary>
    public static Task<Outcome<T>> SendAsync<T>(HttpContext context, IRequest<Outcome<T>> message) =>
        SendAsync(context.RequestServices.GetRequiredService<IServiceScopeFactory>(), context.User, message, context.RequestAborted);

    /// <summary>The family of whoever is signed in; 0 for staff and visitors.</summary>
    public async Task<int> FamilyIdAsync() => FamilyIdOf((await authentication.GetAuthenticationStateAsync()).User);

    private static async Task<Outcome<T>> SendAsync<T>(
        IServiceScopeFactory scopes, ClaimsPrincipal principal, IRequest<Outcome<T>> message, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        SignIn(principal, scope.ServiceProvider.GetRequiredService<CurrentUser>());
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(message, cancellationToken);
    }

    private static void SignIn(ClaimsPrincipal principal, CurrentUser user)
    {
        if (principal.Identity?.IsAuthenticated != true || !Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var userId))
        {
            return;
        }

        var roles = principal.FindAll(ClaimTypes.Role).Select(claim => Enum.TryParse<Roles>(claim.Value, out var role) ? role : Roles.None)
            .Aggregate(Roles.None, (all, role) => all | role);
        user.SignIn(userId, principal.FindFirstValue(PortalClaims.DisplayName) ?? "", roles, FamilyIdOf(principal));
    }

    private static int FamilyIdOf(ClaimsPrincipal principal) =>
        int.TryParse(principal.FindFirstValue(PortalClaims.FamilyId), CultureInfo.InvariantCulture, out var id) ? id : 0;
}
