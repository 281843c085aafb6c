using System.Net;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// The names under which the portal answers: that of <c>Portal:PublicUrl</c>. Without it, as when the portal is tried out, numbers and names
/// that nobody outside can register (<c>localhost</c>, <c>poste-3</c>, <c>poste-3.local</c>), so that a telephone in the same network may look too.
/// </summary>
internal sealed partial class KnownHosts(PortalSettings settings, PublicAddress address, ILogger<KnownHosts> logger)
{
    private static readonly string[] HouseNames = [".localhost", ".local", ".internal", ".home.arpa"];

    // The port is left alone: what stands before the portal may have another.
    public bool IsOurs(HostString host) =>
        settings.PublicUrl is { } ours
            ? string.Equals(host.Host, ours.Host, StringComparison.OrdinalIgnoreCase)
            : host.Host is { Length: > 0 } name
                && (
                    IPAddress.TryParse(name, out _)
                    || !name.Contains('.', StringComparison.Ordinal)
                    || Array.Exists(HouseNames, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                    || string.Equals(name, address.Uri.Host, StringComparison.OrdinalIgnoreCase)
                );

    public Task RefuseAsync(HttpContext context)
    {
        ForeignHost(logger);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"Ce n’est pas l’adresse du portail. Ouvrez {address.Uri}\n");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A request named another host than Portal:PublicUrl: refused")]
    private static partial void ForeignHost(ILogger logger);
}

/// <summary>Refuses requests for another name, which a proxy, a cache or a link could carry on; but not those of machines that watch.</summary>
internal static class HostGate
{
    public static void UseHostGate(this WebApplication app)
    {
        var hosts = app.Services.GetRequiredService<KnownHosts>();
        app.Use((context, next) => context.GetEndpoint().AnswersAnyHost() || hosts.IsOurs(context.Request.Host) ? next(context) : hosts.RefuseAsync(context));
    }
}
