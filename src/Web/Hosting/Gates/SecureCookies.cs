using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.Features;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// A portal whose public address is <c>https://</c> is never spoken to otherwise: its cookies are secure and bound to its own host,
/// whatever a proxy forgets to tell. Without that address, as when the portal is tried out, they follow the request.
/// </summary>
internal static class SecureCookies
{
    private const string Prefix = "__Host-";

    // Forms and lists of marks; files travel over the circuit, in small parts.
    private const long LongestBody = 1024 * 1024;

    public static IServiceCollection AddSecureCookies(this IServiceCollection services, PortalSettings settings)
    {
        services.Configure<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = LongestBody;
        });
        services.Configure<AntiforgeryOptions>(options => options.Cookie.Name = "ClsPortalForm");
        if (!IsEncrypted(settings))
        {
            return services;
        }

        services.PostConfigureAll<CookieAuthenticationOptions>(options => Bind(options.Cookie));
        return services.PostConfigure<AntiforgeryOptions>(options => Bind(options.Cookie));
    }

    /// <summary>TLS ends before the portal: a request is what the public address says, so that cookies, HSTS and links are too.</summary>
    public static void UsePublicScheme(this WebApplication app)
    {
        if (IsEncrypted(app.Services.GetRequiredService<PortalSettings>()))
        {
            app.Use(
                (context, next) =>
                {
                    context.Request.Scheme = Uri.UriSchemeHttps;
                    return next(context);
                }
            );
        }
    }

    private static bool IsEncrypted(PortalSettings settings) => settings.PublicUrl?.Scheme == Uri.UriSchemeHttps;

    private static void Bind(CookieBuilder cookie)
    {
        cookie.Name = cookie.Name is { } name && !name.StartsWith(Prefix, StringComparison.Ordinal) ? Prefix + name : cookie.Name;
        (cookie.SecurePolicy, cookie.Path, cookie.Domain) = (CookieSecurePolicy.Always, "/", null);
    }
}
