using ClsPortal.Application.Common;
using ClsPortal.Application.Lists;
using ClsPortal.Infrastructure.Import;
using ClsPortal.Infrastructure.Spreadsheets;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Net.Http.Headers;

namespace ClsPortal.Web.Hosting;

/// <summary>Whole lists as files. They are written to the browser while they are read: no list lies in memory as a whole.</summary>
internal static class ExportEdge
{
    public static void MapExports(this WebApplication app)
    {
        app.MapGet("/gestion/exports/{kind}.{format}", AnswerAsync).RequireAuthorization().ExcludeFromDescription();
        // The template holds nobody's data, but it says what the import takes.
        app.MapGet("/gestion/import/modele.xlsx", () => Results.Bytes(ImportFileReader.Template(), Xlsx.ContentType, "modele-import.xlsx"))
            .RequireAuthorization(new AuthorizeAttribute { Roles = nameof(Roles.Administrator) }).ExcludeFromDescription();
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, string kind, string format)
    {
        if (!Enum.TryParse<ExportKind>(kind, ignoreCase: true, out var chosen) || format is not ("csv" or "xlsx"))
        {
            return Results.NotFound();
        }

        // The rows are read in this request's scope, after the message has been answered.
        context.RequestServices.GetRequiredService<CurrentUser>().SignIn(context.User);
        var outcome = await context.RequestServices.GetRequiredService<IMediator>().Send(ExportAddress.Read(chosen, context.Request.Query), context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        if (outcome.IsRefused)
        {
            return Downloads.Refused(context, outcome.Refusal);
        }

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"{Name(chosen)}.{format}");
        context.Response.Headers.ContentDisposition = disposition.ToString();
        context.Response.Headers.XContentTypeOptions = "nosniff";
        var list = outcome.Value;
        return Results.Stream(
            output => format == "csv"
                ? StreamedTable.WriteCsvAsync(output, list.Columns, list.Rows, context.RequestAborted)
                : StreamedTable.WriteXlsxAsync(output, Name(chosen), list.Columns, list.Rows, context.RequestAborted),
            format == "csv" ? StreamedTable.CsvContentType : Xlsx.ContentType);
    }

    public static string Name(ExportKind kind) => kind switch
    {
        ExportKind.Families => "familles",
        ExportKind.Children => "enfants",
        ExportKind.Requests => "demandes",
        ExportKind.Bookings => "inscriptions",
        ExportKind.Attendance => "présences",
        ExportKind.Sessions => "séances",
        ExportKind.Guardians => "responsables",
        ExportKind.Contacts => "contacts",
        ExportKind.Pieces => "pièces déposées",
        ExportKind.Conversations => "échanges",
        ExportKind.Users => "utilisateurs",
        ExportKind.Journal => "journal",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
