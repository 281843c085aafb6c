using System.Globalization;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;

namespace ClsPortal.Application.Invoicing;

/// <summary>What an invoice or a credit note says. What was issued stays as it was written; what moved since stands below it with the day.</summary>
public static class InvoicePaper
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static PaperContent Of(InvoiceView invoice)
    {
        var (summary, issuer) = (invoice.Summary, invoice.Issuer);
        var isInvoice = summary.Kind == InvoiceKind.Invoice;
        var paper = new PaperContent($"{(isInvoice ? "Facture" : "Avoir")} {summary.Number}");
        paper.Facing(new("Émetteur", [issuer.Name, .. Lines(issuer.Address)]), new("Destinataire", Lines(invoice.Addressee)));
        paper.Facts(Facts(invoice));
        if (invoice.Reason is { } reason)
        {
            paper.Paragraph($"Motif : {reason}");
        }

        paper.Table(
            "Lignes et leur calcul",
            [new("Date", 1.5f), new("Enfant", 1.5f), new("Désignation et calcul", 4.6f), new("Repas", 1, IsRight: true), new("Montant", 1.15f, IsRight: true)],
            [
                .. invoice.Lines.Select(line =>
                    PaperRow.Of(
                        line.Date is { } date ? Short(date) : "",
                        line.ChildName,
                        line.Explanation.Length == 0 ? line.Label : $"{line.Label}\n{line.Explanation}",
                        line.MealCents == 0 ? "" : Euros(line.MealCents),
                        Euros(line.TotalCents)
                    )
                ),
                new PaperRow(["", "", "Total", Euros(invoice.Lines.Sum(line => line.MealCents)), Euros(summary.TotalCents)], IsStrong: true),
            ]
        );
        if (!isInvoice)
        {
            paper.Paragraph("Ce montant vient en déduction de la facture corrigée. Ce qui a été payé en trop vous est remboursé par la Trésorerie.");
            return paper;
        }

        paper.Note("La colonne « Repas » dit la part du montant qui n’ouvre pas droit au crédit d’impôt pour frais de garde.");
        Situation(paper, invoice);
        Payment(paper, invoice);
        return paper;
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

    private static void Situation(PaperContent paper, InvoiceView invoice)
    {
        if (!invoice.HasMoved)
        {
            return;
        }

        paper.Table(
            "Ce qui a été facturé, repris et payé",
            [new($"Situation au {Short(invoice.AsOf)}", 5), new("Montant", 1.3f, IsRight: true)],
            [
                PaperRow.Of("Facturé", Euros(invoice.Summary.TotalCents)),
                .. invoice.CreditNotes.Select(note => PaperRow.Of($"Avoir {note.Number} du {Short(note.IssuedOn)}", Euros(note.TotalCents))),
                .. invoice.Payments.Select(payment =>
                    PaperRow.Of($"{Moved(payment)} le {Short(payment.ReceivedOn)} – {PaymentMeansNames.Of(payment.Means)}", Euros(-payment.AmountCents))
                ),
                new PaperRow([invoice.Summary.DueCents < 0 ? "À vous rembourser" : "Reste à payer", Euros(Math.Abs(invoice.Summary.DueCents))], IsStrong: true),
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

    private static void Payment(PaperContent paper, InvoiceView invoice)
    {
        var (summary, issuer) = (invoice.Summary, invoice.Issuer);
        if (summary.DueCents <= 0)
        {
            paper.Marked(
                summary.DueCents == 0
                    ? "Cette facture est réglée : il n’y a rien à payer."
                    : $"Cette facture est réglée : {Euros(-summary.DueCents)} vous sont dus."
            );
            return;
        }

        if (issuer.PaymentText.Length > 0)
        {
            paper.Paragraph(issuer.PaymentText);
        }

        if (issuer.PayFipNumber.Length > 0)
        {
            paper.Paragraph(
                $"Sur PayFiP (www.payfip.gouv.fr) : identifiant de la collectivité {issuer.PayFipNumber}, référence "
                    + $"{PayFipRules.Reference(summary.Number)}, montant {Euros(summary.DueCents)}."
            );
        }

        paper.Coupon(
            "Talon à découper et à joindre à votre règlement",
            coupon =>
            {
                coupon.Facing(
                    new("À adresser à", [issuer.TreasuryName, .. Lines(issuer.TreasuryAddress)], IsRolePrinted: true),
                    new("De la part de", Lines(invoice.Addressee), IsRolePrinted: true)
                );
                coupon.Facts(
                    ("Facture", summary.Number),
                    (invoice.HasMoved ? "Reste à payer" : "Montant", Euros(summary.DueCents)),
                    ("À payer avant le", Short(summary.DueOn))
                );
            }
        );
    }

    internal static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    internal static string Short(DateOnly date) => date.ToString("dd-MM-yyyy", French);

    internal static string Euros(long cents) => (cents / 100m).ToString("#,##0.00", French) + "\u00a0€";
}
