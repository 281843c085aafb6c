using System.Threading.RateLimiting;

namespace ClsPortal.Web.Hosting;

/// <summary>At most 30 posts a minute and network address to the pages that check passwords; reading them is free.</summary>
internal static partial class AccountLimits
{
    public const string Policy = "account";
    private const int PostsPerMinute = 30;

    public static IServiceCollection AddAccountLimits(this IServiceCollection services) =>
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = (context, _) =>
            {
                // The page that explains the status (Introuvable) is rendered by the status code pages.
                context.HttpContext.Response.Headers.RetryAfter = "60";
                TooOften(
                    context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(AccountLimits)),
                    context.HttpContext.GetEndpoint()?.DisplayName
                );
                return ValueTask.CompletedTask;
            };
            // One key, one limiter: readers must not share theirs with posts that come without an address.
            options.AddPolicy(
                Policy,
                context =>
                    HttpMethods.IsPost(context.Request.Method)
                        ? RateLimitPartition.GetFixedWindowLimiter(
                            VisitorNetwork.Of(context),
                            _ => new FixedWindowRateLimiterOptions { PermitLimit = PostsPerMinute, Window = TimeSpan.FromMinutes(1) }
                        )
                        : RateLimitPartition.GetNoLimiter("reading")
            );
        });

    [LoggerMessage(Level = LogLevel.Warning, Message = "Too many requests to {Endpoint} from one address: refused")]
    private static partial void TooOften(ILogger logger, string? endpoint);
}
