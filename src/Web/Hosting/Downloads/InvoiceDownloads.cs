using ClsPortal.Application.Invoicing;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Invoicing;

namespace ClsPortal.Web.Hosting;

/// <summary>Invoices and tax certificates as PDF: parents' own, and all for the accountant.</summary>
internal static class InvoiceDownloads
{
    public static void MapInvoiceDownloads(this IEndpointRouteBuilder app)
    {
        app.MapDownload("/mon-compte/factures/{id:long}.pdf", (long id) => new GetMyInvoice(id), (invoice, _) => File(invoice));
        app.MapDownload("/gestion/factures/{id:long}.pdf", (long id) => new GetInvoice(id), (invoice, _) => File(invoice));
        app.MapDownload(
            "/mon-compte/attestation-fiscale/{year:int}.pdf",
            (int year) => new GetTaxCertificate(year),
            (certificate, _) => DownloadFile.Pdf($"attestation-fiscale-{certificate.Year}.pdf", InvoicePdf.Write(certificate))
        );
    }

    private static DownloadFile File(InvoiceView invoice) =>
        DownloadFile.Pdf($"{(invoice.Summary.Kind == InvoiceKind.Invoice ? "facture" : "avoir")}-{invoice.Summary.Number}.pdf", InvoicePdf.Write(invoice));
}
