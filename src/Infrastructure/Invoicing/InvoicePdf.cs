using ClsPortal.Application.Invoicing;
using ClsPortal.Infrastructure.Shared;

namespace ClsPortal.Infrastructure.Invoicing;

/// <summary>
/// The documents of invoicing as <see cref="InvoicePaper"/> and <see cref="TaxCertificatePaper"/> say them. An invoice on which nothing has moved has the
/// same bytes whenever it is asked for.
/// </summary>
public static class InvoicePdf
{
    /// <summary>Invoice with its coupon, or credit note.</summary>
    public static byte[] Write(InvoiceView invoice)
    {
        var (paper, issuer) = (InvoicePaper.Of(invoice), invoice.Issuer.Name);
        return PaperPdf.Write(
            new PdfHead(paper.Title, issuer, invoice.IssuedAt, issuer, paper.Title, issuer),
            paper,
            isTitleFirst: false,
            flow =>
            {
                if (!invoice.Lines.Select(line => line.ChildName).Append(invoice.Addressee).All(PdfDocument.CanWrite))
                {
                    flow.Note("« [?] » tient la place d’une lettre que ce document ne sait pas imprimer ; le nom exact se lit sur le portail.");
                }
            }
        );
    }

    /// <summary>Attestation fiscale of a year.</summary>
    public static byte[] Write(TaxCertificate certificate)
    {
        var (paper, issuer) = (TaxCertificatePaper.Of(certificate), certificate.Issuer.Name);
        var made = DateTime.SpecifyKind(certificate.On.ToDateTime(TimeOnly.MinValue), DateTimeKind.Utc);
        return PaperPdf.Write(new PdfHead(paper.Title, issuer, made, issuer, paper.Title, issuer), paper, isTitleFirst: false);
    }
}
