using Microsoft.Net.Http.Headers;

namespace ClsPortal.Web.Hosting;

/// <summary>Every answer that leads on leads to this portal, by an address from its root: whatever made it, and whatever host the request named.</summary>
internal static partial class LocalRedirects
{
    // The second is how Blazor tells a page that fetched another.
    private static readonly string[] Headers = [HeaderNames.Location, "blazor-enhanced-nav-redirect-location"];

    public static void UseLocalRedirects(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(LocalRedirects));
        app.Use(
            (context, next) =>
            {
                context.Response.OnStarting(() =>
                {
                    foreach (var name in Headers)
                    {
                        Keep(context, name, logger);
                    }

                    return Task.CompletedTask;
                });
                return next(context);
            }
        );
    }

    private static void Keep(HttpContext context, string name, ILogger logger)
    {
        var headers = context.Response.Headers;
        if (headers[name].ToString() is not { Length: > 0 } location)
        {
            return;
        }

        var own = $"{context.Request.Scheme}://{context.Request.Host.ToUriComponent()}";
        var rest = location.StartsWith(own, StringComparison.OrdinalIgnoreCase) ? location[own.Length..] : location;
        if (LocalAddress.Of(rest is "" ? "/" : rest) is { } address)
        {
            headers[name] = address;
            return;
        }

        LedAway(logger, context.GetEndpoint()?.DisplayName);
        headers.Remove(name);
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Endpoint} would have led to another site: held back")]
    private static partial void LedAway(ILogger logger, string? endpoint);
}
