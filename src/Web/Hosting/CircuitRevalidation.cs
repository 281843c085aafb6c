using System.Data.Common;
using ClsPortal.Infrastructure.Identity;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace ClsPortal.Web.Hosting;

/// <summary>A circuit lives for hours: asks each minute whether its login still stands, and still may what it might.</summary>
internal sealed class CircuitRevalidation(ILoggerFactory loggers, IServiceScopeFactory scopes) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<PortalSignIn>().IsUnchangedAsync(authenticationState.User);
        }
        catch (DbException)
        {
            // A database that is away for a moment must not throw everybody out of what they were typing; nothing can be read meanwhile.
            return true;
        }
    }
}
