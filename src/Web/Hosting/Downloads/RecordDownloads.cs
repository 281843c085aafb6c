using ClsPortal.Application.Families;
using ClsPortal.Infrastructure.Families;

namespace ClsPortal.Web.Hosting;

/// <summary>« Imprimer »: a child's record as a PDF, for the child's parents and for staff who may read it.</summary>
internal static class RecordDownloads
{
    public static void MapRecordDownloads(this WebApplication app)
    {
        app.MapDownload("/mon-compte/informations/{child}/fiche.pdf", (int child) => new PrintMyRecord(child), Pdf);
        app.MapDownload("/gestion/enfants/{child}/fiche.pdf", (int child) => new PrintRecord(child), Pdf);
    }

    private static DownloadFile Pdf(PrintedRecord record, IServiceProvider services) =>
        DownloadFile.Pdf(ChildRecordPdf.FileName(record), ChildRecordPdf.Write(record));
}
