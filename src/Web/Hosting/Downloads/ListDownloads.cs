using System.Globalization;
using ClsPortal.Application.Attendance;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Overview;
using ClsPortal.Infrastructure.Attendance;
using ClsPortal.Infrastructure.Overview;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Web.Shared.Ui;

namespace ClsPortal.Web.Hosting;

/// <summary>The files of the lists: the same filters as the screen, in the address.</summary>
internal static class ListDownloads
{
    public static void MapListDownloads(this WebApplication app)
    {
        app.MapDownload(
            "/gestion/listes/liste.pdf",
            Request,
            (lists, _) => DownloadFile.Pdf(Name(lists.List, "pdf"), DayListFiles.Pdf(lists.Kind, lists.List))
        );
        app.MapDownload(
            "/gestion/listes/liste.xlsx",
            Request,
            (lists, _) => new DownloadFile(Name(lists.List, "xlsx"), Xlsx.ContentType, DayListFiles.Table(lists.Kind, lists.List))
        );
        app.MapDownload(
            "/gestion/listes/sante.pdf",
            HealthRequest,
            (list, _) => DownloadFile.Pdf($"allergies-{list.From:yyyy-MM-dd}.pdf", HealthListFiles.Pdf(list))
        );
        app.MapDownload(
            "/gestion/listes/sante.xlsx",
            HealthRequest,
            (list, _) => new DownloadFile($"allergies-{list.From:yyyy-MM-dd}.xlsx", Xlsx.ContentType, HealthListFiles.Table(list))
        );
        foreach (var format in (string[])["xlsx", "csv"])
        {
            app.MapDownload($"/mon-compte/historique.{format}", HistoryRequest, (rows, _) => History(rows, format));
        }

        app.MapDownload(
            "/gestion/statistiques.xlsx",
            request =>
                French.MonthOf(request.Query["du"]) is { } from && French.MonthOf(request.Query["au"]) is { } to
                    ? new ExportStatistics(from, to, int.TryParse(request.Query["activite"], out var id) ? id : null)
                    : null,
            (statistics, _) =>
                new DownloadFile($"statistiques-{statistics.From:yyyy-MM}-{statistics.To:yyyy-MM}.xlsx", Xlsx.ContentType, StatisticsFile.Table(statistics))
        );
    }

    private static ExportEnrolmentHistory HistoryRequest(HttpRequest request) =>
        new(
            int.TryParse(request.Query["enfant"], CultureInfo.InvariantCulture, out var child) ? child : null,
            int.TryParse(request.Query["activite"], CultureInfo.InvariantCulture, out var activity) ? activity : null,
            French.Date(request.Query["du"]),
            French.Date(request.Query["au"])
        );

    private static DownloadFile History(IReadOnlyList<HistoryRow> rows, string format)
    {
        var sheet = new Sheet(
            "Historique",
            ["Date", "Enfant", "Activité", "Réponse", "Traitée le", "Motif"],
            rows.Select(row =>
                (IReadOnlyList<object?>)
                    [row.Date, row.ChildName, row.ActivityName, French.Outcome(row.Kind, row.Status, row.IsInvoiced), row.DecidedAt, row.Reason]
            )
        );
        return format == "csv"
            ? new DownloadFile("historique.csv", StreamedTable.CsvContentType, StreamedTable.Csv(sheet))
            : new DownloadFile("historique.xlsx", Xlsx.ContentType, Xlsx.Write(sheet));
    }

    private static ProduceHealthList? HealthRequest(HttpRequest request) =>
        French.Date(request.Query["du"]) is { } from && French.Date(request.Query["au"]) is { } to
            ? new ProduceHealthList(from, to, int.TryParse(request.Query["activite"], out var id) ? id : null)
            : null;

    private static ProduceDayList? Request(HttpRequest request) =>
        French.Date(request.Query["du"]) is { } from && French.Date(request.Query["au"]) is { } to && KindOf(request.Query["liste"]) is { } kind
            ? new ProduceDayList(kind, from, to, int.TryParse(request.Query["activite"], out var id) ? id : null)
            : null;

    private static string Name(DayLists lists, string extension) =>
        $"liste-{lists.From:yyyy-MM-dd}{(lists.To == lists.From ? "" : $"-{lists.To:yyyy-MM-dd}")}.{extension}";

    public static DayListKind? KindOf(string? text) =>
        text switch
        {
            "bus" => DayListKind.Bus,
            "appel" or null or "" => DayListKind.Roster,
            _ => null,
        };
}
