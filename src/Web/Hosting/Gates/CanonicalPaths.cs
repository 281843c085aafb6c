using Microsoft.AspNetCore.Routing.Patterns;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// One spelling for each address, before anything looks at it: routing takes any case, doubled slashes and a slash at the end for the same,
/// and what compares paths would not. Whoever reads (GET, HEAD) is led to that spelling; whatever is sent to another one is not found.
/// </summary>
internal static class CanonicalPaths
{
    private static readonly object Asked = new();

    /// <summary>In front of routing. What no path of the portal can look like ends here.</summary>
    public static void UseCanonicalPaths(this WebApplication app)
    {
        var hosts = app.Services.GetRequiredService<KnownHosts>();
        app.Use(
            (context, next) =>
            {
                var asked = context.Request.Path;
                if (LocalAddress.PathOf(asked.Value) is not { } path)
                {
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                    return hosts.IsOurs(context.Request.Host) ? Task.CompletedTask : hosts.RefuseAsync(context);
                }

                (context.Items[Asked], context.Request.Path) = (asked.HasValue ? asked.Value : path, path);
                return next(context);
            }
        );
    }

    /// <summary>Behind routing, which alone knows how an address is spelt; in front of everything that acts on it.</summary>
    public static void UseKnownAddresses(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                switch (context.GetEndpoint())
                {
                    case RouteEndpoint endpoint:
                        var spelt = Spelt(endpoint.RoutePattern, context.Request.Path.Value!);
                        if (spelt == (string?)context.Items[Asked])
                        {
                            return next(context);
                        }

                        if (
                            LocalAddress.Of(spelt + context.Request.QueryString) is { } address
                            && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
                        )
                        {
                            context.Response.Redirect(address);
                            return Task.CompletedTask;
                        }

                        goto default;
                    case { RequestDelegate: { } refusal }:
                        // Routing's own word for a wrong method or content type: it asks nobody to sign in.
                        return refusal(context);
                    default:
                        context.Response.StatusCode = StatusCodes.Status404NotFound;
                        return Task.CompletedTask;
                }
            }
        );

    private static string Spelt(RoutePattern pattern, string path)
    {
        var names = path.Split('/');
        for (var index = 0; index < pattern.PathSegments.Count && index + 1 < names.Length; index++)
        {
            if (pattern.PathSegments[index] is { IsSimple: true, Parts: [RoutePatternLiteralPart fixedName] })
            {
                names[index + 1] = fixedName.Content;
            }
        }

        return string.Join('/', names);
    }
}
