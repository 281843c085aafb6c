using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// A cookie counts while its session stands: each request that could show or do something asks, one row by its key. What else changes about a
/// login ends its sessions too; Identity's own check, each minute, is the net below.
/// </summary>
internal static class SessionGate
{
    /// <summary>The header of a page that reads itself again (js/fresh.js): nobody is there who would be prolonging a session.</summary>
    private const string OnlyAsks = "X-Only-Asks";

    public static IServiceCollection AddSessionGate(this IServiceCollection services) =>
        services.PostConfigure<CookieAuthenticationOptions>(
            IdentityConstants.ApplicationScheme,
            options =>
            {
                var minutely = options.Events.OnValidatePrincipal;
                options.Events.OnValidatePrincipal = context => ValidateAsync(context, minutely);
                options.Events.OnCheckSlidingExpiration = context =>
                {
                    context.ShouldRenew &= IsVisit(context.Request);
                    return Task.CompletedTask;
                };
            }
        );

    private static bool IsVisit(HttpRequest request) => !request.Headers.ContainsKey(OnlyAsks);

    private static async Task ValidateAsync(CookieValidatePrincipalContext context, Func<CookieValidatePrincipalContext, Task> minutely)
    {
        // Scripts and pictures are everybody's.
        if (context.HttpContext.GetEndpoint().IsEverybodys())
        {
            return;
        }

        try
        {
            if (context.Principal is { } principal && await context.HttpContext.RequestServices.GetRequiredService<SignInSessions>().IsOpenAsync(principal))
            {
                await minutely(context);
                context.ShouldRenew &= IsVisit(context.Request);
                return;
            }

            // The cookie stays: a page that comes late must not take away the one of a newer sign-in.
            context.RejectPrincipal();
        }
        catch (Exception exception) when (DatabaseOutage.Is(exception))
        {
            // As for circuits: nothing can be read meanwhile, and the page that says so must open.
        }
    }
}
