using System.Globalization;
using ClsPortal.Application.Invoicing;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Shared;

namespace ClsPortal.Infrastructure.Invoicing;

/// <summary>
/// The documents of invoicing. What was issued stays as it was written on that day, and an invoice on which nothing has moved has the same bytes
/// whenever it is asked for; what was credited and paid since stands below it with the day, and the coupon asks for what is still due.
/// </summary>
public static class InvoicePdf
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>Invoice with its coupon, or credit note.</summary>
    public static byte[] Write(InvoiceView invoice)
    {
        var (summary, issuer) = (invoice.Summary, invoice.Issuer);
        var isInvoice = summary.Kind == InvoiceKind.Invoice;
        var title = $"{(isInvoice ? "Facture" : "Avoir")} {summary.Number}";
        return PdfDocument.Write(
            new PdfHead(title, issuer.Name, invoice.IssuedAt, issuer.Name, title, issuer.Name),
            flow =>
            {
                flow.Facing([issuer.Name, .. Lines(issuer.Address)], [.. Lines(invoice.Addressee)]);
                flow.Title(title);
                flow.Facts(Facts(invoice));
                if (invoice.Reason is { } reason)
                {
                    flow.Paragraph($"Motif : {reason}");
                }

                flow.Table(
                    [
                        new("Date", 1.5f),
                        new("Enfant", 1.5f),
                        new("Désignation et calcul", 4.6f),
                        new("Repas", 1, IsRight: true),
                        new("Montant", 1.15f, IsRight: true),
                    ],
                    [
                        .. invoice.Lines.Select(line =>
                            PdfRow.Of(
                                line.Date is { } date ? Short(date) : "",
                                line.ChildName,
                                line.Explanation.Length == 0 ? line.Label : $"{line.Label}\n{line.Explanation}",
                                line.MealCents == 0 ? "" : Euros(line.MealCents),
                                Euros(line.TotalCents)
                            )
                        ),
                        new PdfRow(["", "", "Total", Euros(invoice.Lines.Sum(line => line.MealCents)), Euros(summary.TotalCents)], IsStrong: true),
                    ]
                );
                if (!invoice.Lines.Select(line => line.ChildName).Append(invoice.Addressee).All(PdfDocument.CanWrite))
                {
                    flow.Note("« [?] » tient la place d’une lettre que ce document ne sait pas imprimer ; le nom exact se lit sur le portail.");
                }

                if (isInvoice)
                {
                    flow.Note("La colonne « Repas » dit la part du montant qui n’ouvre pas droit au crédit d’impôt pour frais de garde.");
                    Situation(flow, invoice);
                    if (summary.DueCents <= 0)
                    {
                        flow.Marked(
                            summary.DueCents == 0
                                ? "Cette facture est réglée : il n’y a rien à payer."
                                : $"Cette facture est réglée : {Euros(-summary.DueCents)} vous sont dus."
                        );
                        return;
                    }

                    if (issuer.PaymentText.Length > 0)
                    {
                        flow.Paragraph(issuer.PaymentText);
                    }

                    if (issuer.PayFipNumber.Length > 0)
                    {
                        flow.Paragraph(
                            $"Sur PayFiP (www.payfip.gouv.fr) : identifiant de la collectivité {issuer.PayFipNumber}, référence "
                                + $"{PayFipRules.Reference(summary.Number)}, montant {Euros(summary.DueCents)}."
                        );
                    }

                    flow.KeepTogether(coupon => Coupon(coupon, invoice));
                }
                else
                {
                    flow.Paragraph("Ce montant vient en déduction de la facture corrigée. Ce qui a été payé en trop vous est remboursé par la Trésorerie.");
                }
            }
        );
    }

    /// <summary>Attestation fiscale of a year.</summary>
    public static byte[] Write(TaxCertificate certificate)
    {
        var title = $"Attestation fiscale {certificate.Year}";
        var made = DateTime.SpecifyKind(certificate.On.ToDateTime(TimeOnly.MinValue), DateTimeKind.Utc);
        return PdfDocument.Write(
            new PdfHead(title, certificate.Issuer.Name, made, certificate.Issuer.Name, title, certificate.Issuer.Name),
            flow =>
            {
                flow.Facing([certificate.Issuer.Name, .. Lines(certificate.Issuer.Address)], [certificate.FamilyName]);
                flow.Title(title);
                flow.Paragraph(
                    $"Sommes payées du 01-01-{certificate.Year} au 31-12-{certificate.Year} pour la garde, hors du domicile, des enfants de moins de six "
                        + $"ans au 1er janvier {certificate.Year} "
                        + "(déclaration de revenus 2042, frais de garde des jeunes enfants). Les repas n’y sont pas compris."
                );
                if (certificate.Children.Count == 0)
                {
                    flow.Marked("Aucune somme payée cette année-là ne concerne un enfant de moins de six ans.");
                }
                else
                {
                    flow.Table(
                        [new("Enfant", 3), new("Naissance", 1.5f), new("Frais de garde payés", 2, IsRight: true)],
                        [
                            .. certificate.Children.Select(child => PdfRow.Of(child.Name, Short(child.BirthDate), Euros(child.CareCents))),
                            new PdfRow(["Total", "", Euros(certificate.CareCents)], IsStrong: true),
                        ]
                    );
                }

                flow.Note(
                    "Un paiement est réparti sur les lignes de sa facture en proportion de leur montant, et sur chacune entre la garde et le repas. Les "
                        + "aides reçues pour la garde (CAF, employeur) sont à déduire par vos soins."
                );
                flow.Paragraph($"Fait le {Short(certificate.On)}.");
                flow.Paragraph(certificate.Issuer.Name);
            }
        );
    }

    private static IEnumerable<(string, string?)> Facts(InvoiceView invoice)
    {
        yield return ("Date", Short(invoice.Summary.IssuedOn));
        yield return ("Période", $"du {Short(invoice.Summary.PeriodFrom)} au {Short(invoice.PeriodTo)}");
        if (invoice.Corrects is { } corrected)
        {
            yield return ("Facture corrigée", $"{corrected.Number} du {Short(corrected.IssuedOn)}");
        }
        else
        {
            yield return ("À payer avant le", Short(invoice.Summary.DueOn));
        }

        yield return ("Montant", Euros(invoice.Summary.TotalCents));
        if (invoice is { HasMoved: true, Summary: { Kind: InvoiceKind.Invoice, DueCents: >= 0 and var due } })
        {
            yield return ("Reste à payer", Euros(due));
        }
    }

    private static void Situation(PdfFlow flow, InvoiceView invoice)
    {
        if (!invoice.HasMoved)
        {
            return;
        }

        flow.Table(
            [new($"Situation au {Short(invoice.AsOf)}", 5), new("Montant", 1.3f, IsRight: true)],
            [
                PdfRow.Of("Facturé", Euros(invoice.Summary.TotalCents)),
                .. invoice.CreditNotes.Select(note => PdfRow.Of($"Avoir {note.Number} du {Short(note.IssuedOn)}", Euros(note.TotalCents))),
                .. invoice.Payments.Select(payment =>
                    PdfRow.Of($"{Moved(payment)} le {Short(payment.ReceivedOn)} – {PaymentMeansNames.Of(payment.Means)}", Euros(-payment.AmountCents))
                ),
                new PdfRow([invoice.Summary.DueCents < 0 ? "À vous rembourser" : "Reste à payer", Euros(Math.Abs(invoice.Summary.DueCents))], IsStrong: true),
            ]
        );
    }

    private static string Moved(InvoicePayment payment) =>
        (payment.AmountCents > 0, payment.Means == PaymentMeans.Refund) switch
        {
            (true, _) => "Payé",
            (_, true) => "Remboursé",
            _ => "Paiement annulé",
        };

    private static void Coupon(PdfFlow flow, InvoiceView invoice)
    {
        flow.Cut("Talon à découper et à joindre à votre règlement");
        flow.Facing(["À adresser à", invoice.Issuer.TreasuryName, .. Lines(invoice.Issuer.TreasuryAddress)], ["De la part de", .. Lines(invoice.Addressee)]);
        flow.Facts(
            ("Facture", invoice.Summary.Number),
            (invoice.HasMoved ? "Reste à payer" : "Montant", Euros(invoice.Summary.DueCents)),
            ("À payer avant le", Short(invoice.Summary.DueOn))
        );
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Short(DateOnly date) => date.ToString("dd-MM-yyyy", French);

    private static string Euros(long cents) => (cents / 100m).ToString("#,##0.00", French) + "\u00a0€";
}
