using System.Threading.RateLimiting;
using ClsPortal.Application.Invoicing;
using MediatR;

namespace ClsPortal.Web.Hosting;

/// <summary>Where PayFiP calls and sends parents back. Nothing that comes here is believed: it only makes the portal ask PayFiP.</summary>
internal static class PaymentEndpoints
{
    private const string Policy = "payment";
    private const int LongestBody = 4 * 1024;
    private const int CallsPerMinute = 240;

    public static IServiceCollection AddPaymentLimits(this IServiceCollection services) =>
        services.AddRateLimiter(options =>
            options.AddPolicy(
                Policy,
                context =>
                    RateLimitPartition.GetFixedWindowLimiter(
                        $"payment {VisitorNetwork.Of(context)}",
                        _ => new FixedWindowRateLimiterOptions { PermitLimit = CallsPerMinute, Window = TimeSpan.FromMinutes(1) }
                    )
            )
        );

    public static void MapPayment(this IEndpointRouteBuilder app)
    {
        app.MapPost("/paiement/notification", NotifiedAsync).AllowAnonymous().DisableAntiforgery().RequireRateLimiting(Policy);
        app.MapMethods("/paiement/retour", [HttpMethods.Get, HttpMethods.Post], Returned).AllowAnonymous().DisableAntiforgery().RequireRateLimiting(Policy);
    }

    // Answers the same whatever was said, before PayFiP is asked.
    private static async Task<IResult> NotifiedAsync(HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var idOp = request.Query["idop"].FirstOrDefault();
        if (idOp is null && request.HasFormContentType && request.ContentLength is > 0 and <= LongestBody)
        {
            var form = await request.ReadFormAsync(cancellationToken);
            idOp = form.FirstOrDefault(field => field.Key.Equals("idop", StringComparison.OrdinalIgnoreCase)).Value.FirstOrDefault();
        }

        await mediator.Send(new NoteNotification(idOp), cancellationToken);
        return Results.Ok();
    }

    // PayFiP's page posts the parent here from another site, without the sign-in cookie: the next step is a plain visit, which has it.
    private static IResult Returned(string? tentative) =>
        Guid.TryParse(tentative, out var attempt)
            ? Results.Redirect($"/paiement/suivi/{attempt:N}", permanent: false, preserveMethod: false)
            : Results.LocalRedirect("/paiement");
}
