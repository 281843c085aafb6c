using System.Threading.RateLimiting;

namespace ClsPortal.Web.Hosting;

/// <summary>At most 30 posts a minute and address to the pages that check passwords; reading them is free.</summary>
internal static class AccountLimits
{
    public const string Policy = "account";

    public static IServiceCollection AddAccountLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = async (context, cancellationToken) =>
        {
            context.HttpContext.Response.ContentType = "text/plain; charset=utf-8";
            context.HttpContext.Response.Headers.RetryAfter = "60";
            await context.HttpContext.Response.WriteAsync("Trop d’essais depuis cette adresse : attendez une minute, puis réessayez.", cancellationToken);
        };
        options.AddPolicy(Policy, context => HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = 30, Window = TimeSpan.FromMinutes(1) })
            : RateLimitPartition.GetNoLimiter(""));
    });
}
