using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Invoicing;

/// <summary>Says that an invoice waits in the portal. No amount and no detail: a mailbox is not as private as the portal.</summary>
public sealed record InvoiceAvailableMail(string FamilyName, DateOnly PeriodFrom, DateOnly DueOn, string CentreName, string CentrePhone)
    : IMail<InvoiceAvailableMail>
{
    public const string Template = "InvoiceAvailable";

    public static MailKind Kind { get; } =
        MailKind.Of(
            Template,
            "Facture disponible",
            "Quand les factures d’un mois sont émises et que vous choisissez de prévenir.",
            new InvoiceAvailableMail("Exemple", new(2027, 1, 1), new(2027, 2, 28), MailSample.Centre, MailSample.Phone),
            "Votre facture est disponible"
        );

    public void Say(MailContent content)
    {
        content.Paragraph($"Bonjour, famille {FamilyName},");
        content.Paragraph(
            $"Votre facture de {PeriodFrom:MMMM yyyy} est disponible sur le portail, dans « Mes factures ». ",
            $"Elle est à régler avant le {DueOn:dd-MM-yyyy}."
        );
        content.Page("/mon-compte/factures", "Voir mes factures", lead: null);
        content.Paragraph($"Une question ? {CentreName}, {CentrePhone}");
    }
}
