using ClsPortal.Application.Overview;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Families;
using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.Authorization;

namespace ClsPortal.Web.Hosting;

/// <summary>Whole lists as files. They are written to the browser while they are read: no list lies in memory as a whole.</summary>
internal static class ExportEdge
{
    public static void MapExports(this WebApplication app)
    {
        app.MapGet("/gestion/exports/{kind}.{format}", AnswerAsync).RequireAuthorization().ExcludeFromDescription();
        // The template holds nobody's data, but it says what the import takes.
        app.MapGet("/gestion/import/modele.xlsx", () => Results.Bytes(ImportFileReader.Template(), Xlsx.ContentType, "modele-import.xlsx"))
            .RequireAuthorization(new AuthorizeAttribute { Roles = nameof(Roles.Administrator) })
            .ExcludeFromDescription();
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, string kind, string format)
    {
        if (!Enum.TryParse<ExportKind>(kind, ignoreCase: true, out var chosen) || format is not ("csv" or "xlsx"))
        {
            return Results.NotFound();
        }

        return await Downloads.AnswerAsync(
            context,
            ExportAddress.Read(chosen, context.Request.Query),
            list =>
                format == "csv"
                    ? Downloads.Streamed(
                        context,
                        $"{Name(chosen)}.csv",
                        StreamedTable.CsvContentType,
                        (output, cancellation) => StreamedTable.WriteCsvAsync(output, list.Columns, list.Rows, cancellation)
                    )
                    : Downloads.Streamed(
                        context,
                        $"{Name(chosen)}.xlsx",
                        Xlsx.ContentType,
                        (output, cancellation) => StreamedTable.WriteXlsxAsync(output, Name(chosen), list.Columns, list.Rows, cancellation)
                    )
        );
    }

    public static string Name(ExportKind kind) =>
        kind switch
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
