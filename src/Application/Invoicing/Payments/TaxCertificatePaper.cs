using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Invoicing;

/// <summary>What an attestation fiscale says.</summary>
public static class TaxCertificatePaper
{
    public static PaperContent Of(TaxCertificate certificate)
    {
        var paper = new PaperContent($"Attestation fiscale {certificate.Year}");
        paper.Facing(
            new("Émetteur", [certificate.Issuer.Name, .. InvoicePaper.Lines(certificate.Issuer.Address)]),
            new("Destinataire", [certificate.FamilyName])
        );
        paper.Paragraph(
            $"Sommes payées du 01-01-{certificate.Year} au 31-12-{certificate.Year} pour la garde, hors du domicile, des enfants de moins de six "
                + $"ans au 1er janvier {certificate.Year} "
                + "(déclaration de revenus 2042, frais de garde des jeunes enfants). Les repas n’y sont pas compris."
        );
        if (certificate.Children.Count == 0)
        {
            paper.Marked("Aucune somme payée cette année-là ne concerne un enfant de moins de six ans.");
        }
        else
        {
            paper.Table(
                "Frais de garde payés, enfant par enfant",
                [new("Enfant", 3), new("Naissance", 1.5f), new("Frais de garde payés", 2, IsRight: true)],
                [
                    .. certificate.Children.Select(child => PaperRow.Of(child.Name, InvoicePaper.Short(child.BirthDate), InvoicePaper.Euros(child.CareCents))),
                    new PaperRow(["Total", "", InvoicePaper.Euros(certificate.CareCents)], IsStrong: true),
                ]
            );
        }

        paper.Note(
            "Un paiement est réparti sur les lignes de sa facture en proportion de leur montant, et sur chacune entre la garde et le repas. Les "
                + "aides reçues pour la garde (CAF, employeur) sont à déduire par vos soins."
        );
        paper.Paragraph($"Fait le {InvoicePaper.Short(certificate.On)}.");
        paper.Paragraph(certificate.Issuer.Name);
        return paper;
    }
}
