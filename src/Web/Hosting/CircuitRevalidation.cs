using System.Data.Common;
using System.Security.Claims;
using ClsPortal.Infrastructure.Identity;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace ClsPortal.Web.Hosting;

/// <summary>A circuit lives for hours: asks each minute whether its login still stands, and still may what it might.</summary>
internal sealed class CircuitRevalidation(ILoggerFactory loggers, IServiceScopeFactory scopes, CircuitPlaces places) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    // A browser needs it to go to the sign-in page by itself; whatever stays is not one.
    private static readonly TimeSpan ToLeave = TimeSpan.FromSeconds(10);

    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var stands = await scope.ServiceProvider.GetRequiredService<PortalSignIn>().IsUnchangedAsync(authenticationState.User);
            if (!stands)
            {
                _ = EndAsync(authenticationState.User);
            }

            return stands;
        }
        catch (DbException)
        {
            // A database that is away for a moment must not throw everybody out of what they were typing; nothing can be read meanwhile.
            return true;
        }
    }

    private async Task EndAsync(ClaimsPrincipal over)
    {
        await Task.Delay(ToLeave);
        places.End(over);
    }
}
