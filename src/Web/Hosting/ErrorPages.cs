using Microsoft.AspNetCore.Antiforgery;

namespace ClsPortal.Web.Hosting;

/// <summary>A page in French for every answer that has no page of its own.</summary>
internal static class ErrorPages
{
    public static void UseErrorPages(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler("/erreur", createScopeForErrors: true);
        }

        app.UseStatusCodePagesWithReExecute("/introuvable", createScopeForStatusCodePages: true);
        app.Use(ReadTheExplanationAsync);
    }

    /// <summary>
    /// The explaining page is read, not posted: a form refused for its old token, or for coming too often, would otherwise have
    /// its explanation refused for the same token, and the visitor would see a blank page.
    /// </summary>
    private static async Task ReadTheExplanationAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response is { StatusCode: >= 400, HasStarted: false, ContentLength: null or 0 })
        {
            context.Request.Method = HttpMethods.Get;
            context.Features.Set<IAntiforgeryValidationFeature>(null);
            // Blazor names a type before it refuses; status code pages keep away from answers that have one.
            context.Response.ContentType = null;
        }
    }
}
