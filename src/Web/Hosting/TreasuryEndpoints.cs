using ClsPortal.Application.Common;
using ClsPortal.Application.Invoicing;
using ClsPortal.Infrastructure.Invoicing;
using ClsPortal.Web.Components.Shared;
using MediatR;
using Microsoft.Net.Http.Headers;

namespace ClsPortal.Web.Hosting;

/// <summary>The accountant's exports: written to the wire as they are read, so that their size is nobody's memory.</summary>
internal static class TreasuryEndpoints
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void MapTreasury(this IEndpointRouteBuilder app)
    {
        app.MapGet("/gestion/tresorerie/ormc/{bordereau:long}.xml", BordereauAsync).RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/gestion/tresorerie/table", TableAsync).RequireAuthorization().ExcludeFromDescription();
    }

    private static Task<IResult> BordereauAsync(HttpContext context, long bordereau) => StreamAsync(
        context, new ReadBordereau(bordereau), content => (OrmcFile.Name(content), "application/xml; charset=iso-8859-1", OrmcFile.WriteAsync));

    private static Task<IResult> TableAsync(HttpContext context, ExportSubject objet, string? format, string? du, string? au) => StreamAsync(
        // A date field left empty arrives as an empty text.
        context, new ExportTable(objet, French.Date(du), French.Date(au)), table => format == "xlsx"
            ? ($"{table.Name}.xlsx", Xlsx, TableFiles.WriteXlsxAsync)
            : ($"{table.Name}.csv", "text/csv; charset=utf-8", TableFiles.WriteCsvAsync));

    private static async Task<IResult> StreamAsync<TContent>(
        HttpContext context, IRequest<Outcome<TContent>> message, Func<TContent, (string Name, string ContentType, Func<TContent, Stream, CancellationToken, Task> Write)> file)
    {
        var services = context.RequestServices;
        services.GetRequiredService<CurrentUser>().SignIn(context.User);
        var outcome = await services.GetRequiredService<IMediator>().Send(message, context.RequestAborted);
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        if (outcome.IsRefused)
        {
            return Downloads.Refused(context, outcome.Refusal);
        }

        var (name, contentType, write) = file(outcome.Value);
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        headers.ContentDisposition = disposition.ToString();
        headers.XContentTypeOptions = "nosniff";
        return Results.Stream(body => write(outcome.Value, body, context.RequestAborted), contentType);
    }
}
