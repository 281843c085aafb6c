using ClsPortal.Infrastructure.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ClsPortal.Web.Hosting;

/// <summary>Binds passkeys to the portal's own name. The Host header of a request would let another site ask for them.</summary>
internal sealed class PasskeyDomain(PublicAddress address) : IConfigureOptions<IdentityPasskeyOptions>
{
    public void Configure(IdentityPasskeyOptions options)
    {
        var domain = address.Uri.Host;
        options.ServerDomain = domain;
        options.ValidateOrigin = context =>
            ValueTask.FromResult(
                !context.CrossOrigin
                    && Uri.TryCreate(context.Origin, UriKind.Absolute, out var origin)
                    && string.Equals(origin.Host, domain, StringComparison.OrdinalIgnoreCase)
                    && (origin.Scheme == Uri.UriSchemeHttps || origin.IsLoopback)
            );
    }
}

/// <summary>What wwwroot/js/passkey.js asks for before it asks the browser for a passkey.</summary>
internal static class Passkeys
{
    public static void MapPasskeyOptions(this WebApplication app)
    {
        app.MapPost(
                "/connexion/cle/get",
                async (HttpContext context, IAntiforgery antiforgery, OwnPasskeys passkeys) =>
                    await antiforgery.IsRequestValidAsync(context)
                        ? Results.Text(await passkeys.RequestOptionsAsync(), "application/json")
                        : Results.BadRequest()
            )
            .RequireRateLimiting(AccountLimits.Policy)
            .AllowAnonymous();
        app.MapPost(
                "/connexion/cle/create",
                async (HttpContext context, IAntiforgery antiforgery, OwnPasskeys passkeys) =>
                    await antiforgery.IsRequestValidAsync(context) && await passkeys.CreationOptionsAsync(context.User) is { } options
                        ? Results.Text(options, "application/json")
                        : Results.BadRequest()
            )
            .RequireRateLimiting(AccountLimits.Policy)
            .RequireAuthorization();
    }
}
