using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Access;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Http.Connections;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// The settings <c>Portal:Circuits:PerUser</c> and <c>Portal:Circuits:PerAddress</c>: how many pages one login, and one network address,
/// may hold open on this copy. Each is a circuit, which takes memory for as long as it is open.
/// </summary>
public sealed record CircuitLimits(int PerUser, int PerAddress)
{
    private const string Section = "Portal:Circuits";

    /// <exception cref="InvalidOperationException">A value is wrong; the sentence names the key and what is expected.</exception>
    public static CircuitLimits Read(IConfiguration configuration) =>
        new(
            // A town hall, a school or a mobile network is one address for many people.
            Read(configuration, "PerUser", 20),
            Read(configuration, "PerAddress", 1000)
        );

    private static int Read(IConfiguration configuration, string key, int standard) =>
        configuration[$"{Section}:{key}"] is not { Length: > 0 } text ? standard
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 100_000 ? number
        : throw new InvalidOperationException($"{Section}:{key} is '{text}': expected a number of open pages from 1 to 100000.");
}

/// <summary>Counts the connections of circuits, and knows whose they are. A connection is one request that lasts as long as the page is open.</summary>
public sealed class CircuitPlaces : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _places;
    private readonly ConcurrentDictionary<HttpContext, string> _open = [];

    public CircuitPlaces(CircuitLimits limits) =>
        _places = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(context =>
                Partition(context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "", limits.PerUser)
            ),
            PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(VisitorNetwork.Of(context), limits.PerAddress))
        );

    /// <summary>Held until it is disposed; not acquired when there are too many.</summary>
    public RateLimitLease Enter(HttpContext context) => _places.AttemptAcquire(context);

    public bool IsFull(HttpContext context) => _places.GetStatistics(context) is { CurrentAvailablePermits: <= 0 };

    /// <summary>How many connections are open on this copy.</summary>
    public int Open => _open.Count;

    /// <summary>Holds a connection until it ends, or until its sign-in does.</summary>
    public async Task HoldAsync(HttpContext context, Func<Task> connection)
    {
        _open[context] = SessionOf(context.User);
        try
        {
            await connection();
        }
        finally
        {
            _open.TryRemove(context, out _);
        }
    }

    /// <summary>Breaks the connections of a sign-in that is over: no page of it comes back, for the gate asks for another.</summary>
    public void End(ClaimsPrincipal over)
    {
        var session = SessionOf(over);
        foreach (var (context, _) in _open.Where(open => session.Length > 0 && open.Value == session))
        {
            context.Abort();
        }
    }

    public void Dispose() => _places.Dispose();

    private static string SessionOf(ClaimsPrincipal principal) => principal.FindFirstValue(PortalClaims.Session) ?? "";

    private static RateLimitPartition<string> Partition(string key, int most) =>
        RateLimitPartition.GetConcurrencyLimiter(key, _ => new ConcurrencyLimiterOptions { PermitLimit = most, QueueLimit = 0 });
}

/// <summary>
/// Who may open a circuit: pages of this portal, for somebody who is signed in, and not without end. Every interactive page asks for a
/// sign-in, so a stranger has no use for one. Known by the endpoint that answers, whatever the address looked like; over WebSockets only,
/// for a connection of many short requests could not be counted.
/// </summary>
internal static partial class CircuitGate
{
    /// <summary>Tells the explaining page why there are too many requests.</summary>
    public static readonly object Full = new();

    public static void UseCircuitGate(this WebApplication app)
    {
        var places = app.Services.GetRequiredService<CircuitPlaces>();
        var address = app.Services.GetRequiredService<PublicAddress>();
        var logger = app.Services.GetRequiredService<ILogger<CircuitPlaces>>();
        app.Use((context, next) => context.GetEndpoint().IsCircuit() ? ConnectAsync(context, next) : ShowAsync(context, next));

        // What a page asks for that finds no place any more is told before it is drawn: it would never answer.
        Task ShowAsync(HttpContext context, RequestDelegate next)
        {
            if (
                HttpMethods.IsGet(context.Request.Method)
                && context.User.Identity?.IsAuthenticated == true
                && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null
                && context.AcceptsInteractiveRouting()
                && places.IsFull(context)
            )
            {
                TooMany(logger, context.User.FindFirstValue(ClaimTypes.NameIdentifier));
                context.Items[Full] = true;
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                context.Response.Headers.RetryAfter = "10";
                return Task.CompletedTask;
            }

            return next(context);
        }

        async Task ConnectAsync(HttpContext context, RequestDelegate next)
        {
            if (!IsOurPage(context.Request, address.Uri))
            {
                ForeignPage(logger);
                Refuse(context, StatusCodes.Status403Forbidden);
                return;
            }

            if (context.User.Identity?.IsAuthenticated != true)
            {
                Refuse(context, StatusCodes.Status401Unauthorized);
                return;
            }

            // Nothing that staff could do on a circuit is open to them yet; a parent's is.
            if (StaffGate.IsHeldBack(context.User) && !context.User.IsInRole(nameof(Roles.Parent)))
            {
                Refuse(context, StatusCodes.Status403Forbidden);
                return;
            }

            // The talk before a connection holds nothing yet.
            if (context.GetEndpoint()!.Metadata.GetMetadata<NegotiateMetadata>() is not null && !places.IsFull(context))
            {
                await next(context);
                return;
            }

            using var place = places.Enter(context);
            if (!place.IsAcquired)
            {
                TooMany(logger, context.User.FindFirstValue(ClaimTypes.NameIdentifier));
                Refuse(context, StatusCodes.Status429TooManyRequests);
                return;
            }

            if (!IsWebSocket(context.Request))
            {
                Refuse(context, StatusCodes.Status400BadRequest);
                return;
            }

            await places.HoldAsync(context, () => next(context));
        }
    }

    // Over HTTP/2 a WebSocket opens with CONNECT.
    private static bool IsWebSocket(HttpRequest request) =>
        HttpMethods.IsConnect(request.Method)
        || (HttpMethods.IsGet(request.Method) && request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase));

    /// <summary>Browsers name the page that opens a connection, and none but ours may: the cookie would come along from a neighbouring site.</summary>
    private static bool IsOurPage(HttpRequest request, Uri ours)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || (
                Uri.TryCreate(origin, UriKind.Absolute, out var page)
                && (
                    string.Equals(page.Authority, ours.Authority, StringComparison.OrdinalIgnoreCase)
                    || string.Equals(page.Authority, AuthorityOf(request), StringComparison.OrdinalIgnoreCase)
                )
            );
    }

    // Without the port that the scheme implies, as browsers and Uri write it.
    private static string AuthorityOf(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var own) ? own.Authority : "";

    private static void Refuse(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        // Nobody reads a page here.
        context.Response.ContentLength = 0;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Login {UserId} found no place for another open page (Portal:Circuits)")]
    private static partial void TooMany(ILogger logger, string? userId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A circuit was asked for by a page of another site: refused")]
    private static partial void ForeignPage(ILogger logger);
}
