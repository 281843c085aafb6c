namespace ClsPortal.Web.Hosting;

/// <summary>What browsers are told to refuse. An answer that sets a stricter policy of its own, such as a download, keeps it.</summary>
internal static class SecurityHeaders
{
    // MudBlazor's parts have styles of their own, and the page names its font in one; nothing else inline is let in, and no script from anywhere
    // else. Blazor needs the <base> of the page, so that it may name this site and no other.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                context.Response.OnStarting(() =>
                {
                    var headers = context.Response.Headers;
                    headers.TryAdd("Content-Security-Policy", Policy);
                    headers.TryAdd("X-Content-Type-Options", "nosniff");
                    headers.TryAdd("Referrer-Policy", "same-origin");
                    headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
                    headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
                    headers.TryAdd("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()");
                    if (context.Request.IsHttps)
                    {
                        headers.TryAdd("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
                    }

                    // Whatever the portal answers is somebody's: the next person at a shared computer must not get it from the back button, nor from
                    // the disk. What was shipped with the program is everybody's.
                    if (!context.GetEndpoint().IsEverybodys())
                    {
                        headers.CacheControl = "no-store";
                    }

                    return Task.CompletedTask;
                });
                return next(context);
            }
        );
}
