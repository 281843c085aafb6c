using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Invoicing;

/// <summary>To the family: the payment stands.</summary>
/// <param name="FamilyName">Without the word « Famille ».</param>
/// <param name="InvoiceNumber">What was paid.</param>
/// <param name="AmountCents">What came in.</param>
/// <param name="ExcessCents">What of it was no longer due and will be given back.</param>
/// <param name="CentreName">Who writes.</param>
/// <param name="CentrePhone">Whom to call.</param>
/// <param name="RemainingCents">What is still due of the invoice.</param>
public sealed record PaymentReceivedMail(
    string FamilyName,
    string InvoiceNumber,
    long AmountCents,
    long ExcessCents,
    string CentreName,
    string CentrePhone,
    long RemainingCents = 0
) : IMail<PaymentReceivedMail>
{
    public const string Template = "PaymentReceived";

    public static MailKind Kind { get; } =
        MailKind.Of(
            Template,
            "Paiement reçu",
            "Quand un paiement en ligne est enregistré.",
            new PaymentReceivedMail("Exemple", "012700075", 4860, 0, MailSample.Centre, MailSample.Phone)
        );

    string IMail.Subject => $"Paiement reçu pour la facture {InvoiceNumber}";

    public void Say(MailContent content)
    {
        content.Paragraph($"Bonjour, famille {FamilyName},");
        content.Paragraph($"Votre paiement de {Strong.Euros(AmountCents)} pour la facture {InvoiceNumber} est enregistré.");
        if (RemainingCents > 0)
        {
            content.Paragraph($"Il reste {Strong.Euros(RemainingCents)} à régler sur cette facture.");
        }

        if (ExcessCents > 0)
        {
            content.Paragraph(
                $"Cette facture avait été réglée entre-temps : {Strong.Euros(ExcessCents)} vous sont dus et vous seront remboursés. ",
                "Le Centre de Loisirs en est prévenu."
            );
        }

        content.Paragraph($"Une question ? {CentreName}, {CentrePhone}");
    }
}
