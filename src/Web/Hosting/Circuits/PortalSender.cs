using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Access;
using MediatR;
using Microsoft.AspNetCore.Components.Authorization;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// The way from a component to a use case: every message gets a scope of its own, with whoever is signed in on this circuit.
/// Components never hold a database context, for a circuit lives for hours.
/// </summary>
public sealed class PortalSender(IServiceScopeFactory scopes, AuthenticationStateProvider authentication, FormOutcomes outcomes)
{
    /// <summary>Names the page to <see cref="ChangeNotice.Screen"/>.</summary>
    public Guid Screen { get; } = Guid.CreateVersion7();

    public async Task<Outcome<T>> SendAsync<T>(IRequest<Outcome<T>> message, CancellationToken cancellationToken = default)
    {
        var state = await authentication.GetAuthenticationStateAsync();
        await using var scope = scopes.CreateAsyncScope();
        // Whoever signed out in another tab, or was shut out, is told at once; but a notice can be lost or late, and this is not.
        if (state.User.Identity?.IsAuthenticated == true && !await scope.ServiceProvider.GetRequiredService<SignInSessions>().IsOpenAsync(state.User))
        {
            (authentication as CircuitRevalidation)?.End();
            throw new SignInEndedException();
        }

        var user = scope.ServiceProvider.GetRequiredService<CurrentUser>();
        user.SignIn(state.User);
        user.Screen = Screen;
        var outcome = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(message, cancellationToken);
        if (message is ICommandMarker or IExchangeMarker)
        {
            outcomes.Tell(outcome.IsRefused);
        }

        return outcome;
    }

    /// <summary>
    /// The same way for endpoints that send more than one message: each gets a scope of its own. The cookie was asked (<see cref="SessionGate"/>).
    /// </summary>
    public static async Task<Outcome<T>> SendAsync<T>(HttpContext context, IRequest<Outcome<T>> message)
    {
        await using var scope = context.RequestServices.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().SignIn(context.User);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(message, context.RequestAborted);
    }

    /// <summary>True for a family of whoever is signed in, who then leaves it to a colleague.</summary>
    public async Task<bool> IsOwnFamilyAsync(int familyId) => PrincipalUser.IsOwnFamily((await authentication.GetAuthenticationStateAsync()).User, familyId);

    /// <summary>The family of whoever is signed in; 0 for staff and visitors.</summary>
    public async Task<int> FamilyIdAsync() => PrincipalUser.FamilyIdOf((await authentication.GetAuthenticationStateAsync()).User);
}
