using ClsPortal.Application.Invoicing;
using ClsPortal.Infrastructure.Invoicing;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Web.Invoicing;
using ClsPortal.Web.Shared.Ui;

namespace ClsPortal.Web.Hosting;

/// <summary>The accountant's exports: written to the wire as they are read, so that their size is nobody's memory.</summary>
internal static class TreasuryEndpoints
{
    public static void MapTreasury(this IEndpointRouteBuilder app)
    {
        app.MapGet("/gestion/tresorerie/ormc/{bordereau:long}.xml", BordereauAsync).RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/gestion/tresorerie/table", TableAsync).RequireAuthorization().ExcludeFromDescription();
    }

    private static Task<IResult> BordereauAsync(HttpContext context, long bordereau) =>
        Downloads.AnswerAsync(
            context,
            new ReadBordereau(bordereau),
            read =>
                Downloads.Streamed(
                    context,
                    OrmcFile.Name(read),
                    "application/xml; charset=iso-8859-1",
                    (body, cancellation) => OrmcFile.WriteAsync(read, body, cancellation)
                )
        );

    // A date field left empty arrives as an empty text.
    private static Task<IResult> TableAsync(HttpContext context, ExportSubject objet, string? format, string? du, string? au) =>
        Downloads.AnswerAsync(
            context,
            new ExportTable(objet, French.Date(du), French.Date(au)),
            table =>
                format == "xlsx"
                    ? Downloads.Streamed(
                        context,
                        $"{table.Name}.xlsx",
                        Xlsx.ContentType,
                        (body, cancellation) => TableFiles.WriteXlsxAsync(table, body, cancellation)
                    )
                    : Downloads.Streamed(
                        context,
                        $"{table.Name}.csv",
                        StreamedTable.CsvContentType,
                        (body, cancellation) => TableFiles.WriteCsvAsync(table, body, cancellation)
                    )
        );
}
