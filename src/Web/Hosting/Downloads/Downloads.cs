using System.Diagnostics.CodeAnalysis;
using ClsPortal.Application.Shared;
using MediatR;
using Microsoft.Net.Http.Headers;

namespace ClsPortal.Web.Hosting;

/// <summary>A file as it leaves the portal.</summary>
/// <param name="Name">As it is saved; accents allowed.</param>
/// <param name="ContentType">What the portal knows it to be, never what an uploader said.</param>
/// <param name="Content">The bytes.</param>
public sealed record DownloadFile(string Name, string ContentType, ReadOnlyMemory<byte> Content)
{
    /// <summary>Shown in a page, not saved. Only for a picture that the portal drew itself.</summary>
    public bool IsShown { get; private init; }

    public static DownloadFile Preview(byte[] jpeg) => new("apercu.jpg", "image/jpeg", jpeg) { IsShown = true };

    public static DownloadFile Pdf(string name, byte[] content) => new(name, "application/pdf", content);
}

/// <summary>
/// Addresses that answer with a file. What somebody may fetch is decided by the use case, as on a screen:
/// <code>app.MapDownload("/mon-compte/factures/{invoice:int}.pdf", (int invoice) =&gt; new GetInvoice(invoice), (invoice, services) =&gt; …);</code>
/// </summary>
public static class Downloads
{
    private static readonly object RefusalItem = new();

    /// <param name="app">The portal.</param>
    /// <param name="pattern">The address; its one value is given to <paramref name="query"/>.</param>
    /// <param name="query">The message whose answer holds what the file needs. A command where the reading itself is recorded.</param>
    /// <param name="file">Makes the file of the answer; from the services of the portal, when it needs some.</param>
    public static RouteHandlerBuilder MapDownload<TKey, TResult>(
        this IEndpointRouteBuilder app,
        [StringSyntax("Route")] string pattern,
        Func<TKey, IRequest<Outcome<TResult>>> query,
        Func<TResult, IServiceProvider, DownloadFile> file
    )
        where TKey : IParsable<TKey> =>
        app.MapGet(
                pattern,
                async (HttpContext context) =>
                {
                    var value = context.Request.RouteValues.Values.OfType<string>().Single();
                    return TKey.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var key)
                        ? await AnswerAsync(context, query(key), file)
                        : Results.NotFound();
                }
            )
            .RequireAuthorization()
            .ExcludeFromDescription();

    /// <summary>
    /// For addresses with more than one value or none: <paramref name="query"/> reads them from the request, and answers null for what is no address.
    /// </summary>
    public static RouteHandlerBuilder MapDownload<TResult>(
        this IEndpointRouteBuilder app,
        [StringSyntax("Route")] string pattern,
        Func<HttpRequest, IRequest<Outcome<TResult>>?> query,
        Func<TResult, IServiceProvider, DownloadFile> file
    ) =>
        app.MapGet(
                pattern,
                async (HttpContext context) => query(context.Request) is { } message ? await AnswerAsync(context, message, file) : Results.NotFound()
            )
            .RequireAuthorization()
            .ExcludeFromDescription();

    private static Task<IResult> AnswerAsync<TResult>(
        HttpContext context,
        IRequest<Outcome<TResult>> message,
        Func<TResult, IServiceProvider, DownloadFile> file
    ) =>
        AnswerAsync(
            context,
            message,
            result =>
            {
                var made = file(result, context.RequestServices);
                NameFile(context, made.Name, made.IsShown);
                return Results.Bytes(made.Content, made.ContentType);
            }
        );

    /// <summary>
    /// For files that are written to the browser while they are read: the message is answered in the request's own scope, which is there
    /// until the last byte. <paramref name="file"/> makes the answer, with <see cref="Streamed"/>.
    /// </summary>
    internal static async Task<IResult> AnswerAsync<TResult>(HttpContext context, IRequest<Outcome<TResult>> message, Func<TResult, IResult> file)
    {
        context.RequestServices.GetRequiredService<CurrentUser>().SignIn(context.User);
        var outcome = await context.RequestServices.GetRequiredService<IMediator>().Send(message, context.RequestAborted);
        return outcome.IsRefused ? Refused(context, outcome.Refusal) : file(outcome.Value);
    }

    /// <summary>A file that is written while it is read, so that its size is nobody's memory.</summary>
    internal static IResult Streamed(HttpContext context, string name, string contentType, Func<Stream, CancellationToken, Task> write)
    {
        NameFile(context, name);
        return Results.Stream(body => write(body, context.RequestAborted), contentType);
    }

    /// <summary>The sentence of the refused download that a status stands for; null where it stands for something else.</summary>
    internal static string? RefusalOf(HttpContext? context) => context?.Items[RefusalItem] as string;

    // A browser that followed a link with a sign-in that is not enough is led to the page that mends it, and from there back here. Other
    // reasons are told by the page that explains statuses.
    private static IResult Refused(HttpContext context, Refusal refusal)
    {
        switch (refusal.Code)
        {
            case Refusal.SecondFactorCode:
                return Through(refusal == Refusal.StaffFactorNeeded ? Refusal.StaffFactorPath : Refusal.SecondFactorPath);
            case Refusal.NewPasswordCode:
                return Through(Refusal.NewPasswordPath);
            case Refusal.NotFoundCode:
                return Results.NotFound();
            default:
                context.Items[RefusalItem] = refusal.Sentence;
                return Results.StatusCode(StatusCodes.Status409Conflict);
        }

        IResult Through(string page) => Results.Redirect(WayBack.To(page, context.Request.Path + context.Request.QueryString));
    }

    // Saved, not shown: whatever it holds, it never runs in the portal's name.
    private static void NameFile(HttpContext context, string name, bool isShown = false)
    {
        var disposition = new ContentDispositionHeaderValue(isShown ? "inline" : "attachment");
        disposition.SetHttpFileName(name);
        var headers = context.Response.Headers;
        headers.ContentDisposition = disposition.ToString();
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
    }
}
