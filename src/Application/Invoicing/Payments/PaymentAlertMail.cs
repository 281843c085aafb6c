using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Invoicing;

/// <summary>What the accountant must look at.</summary>
public enum PaymentAlert
{
    /// <summary>PayFiP's answer is about another amount or debt than was asked.</summary>
    DoesNotFit,

    /// <summary>More came in than was due: the invoice had been paid otherwise meanwhile.</summary>
    TooMuch,

    /// <summary>It came on an invoice that the Trésorerie has: it must not ask the family again.</summary>
    AfterHandOver,
}

/// <summary>To the centre: a payment needs a person. Without names: the list says who.</summary>
public sealed record PaymentAlertMail(string InvoiceNumber, PaymentAlert Alert, string CentreName) : IMail<PaymentAlertMail>
{
    public const string Template = "PaymentAlert";

    public static MailKind Kind { get; } =
        MailKind.Of(
            Template,
            "Paiement à vérifier",
            "À vous, quand un paiement en ligne ne correspond pas à ce qui était demandé.",
            new PaymentAlertMail("012700075", PaymentAlert.DoesNotFit, MailSample.Centre)
        );

    string IMail.Subject => $"Paiement à vérifier : facture {InvoiceNumber}";

    public void Say(MailContent content)
    {
        content.Paragraph("Bonjour,");
        content.Paragraph(Why());
        content.Page("/gestion/paiements", "Ouvrir la liste des paiements", lead: null);
        content.Paragraph($"{CentreName}, portail famille");
    }

    private string Why() =>
        Alert switch
        {
            PaymentAlert.DoesNotFit =>
                $"PayFiP annonce pour la facture {InvoiceNumber} un paiement qui ne correspond pas à ce qui était demandé : rien n’a été enregistré. "
                    + "Vérifiez-le dans la liste des paiements.",
            PaymentAlert.AfterHandOver =>
                $"La facture {InvoiceNumber} a été payée en ligne alors qu’elle est transmise à la Trésorerie : le paiement est enregistré. "
                    + "Assurez-vous que la Trésorerie le connaît, pour qu’elle ne le réclame pas à la famille : page « Trésorerie » du portail. Les "
                    + "paiements suivants s’y ajoutent sans autre courriel tant que la liste n’est pas traitée.",
            PaymentAlert.TooMuch =>
                $"La facture {InvoiceNumber} a été payée en ligne alors qu’elle était déjà réglée : le trop-perçu est enregistré et reste à "
                    + "rembourser à la famille.",
            _ => throw new InvalidOperationException($"No alert {Alert}"),
        };
}
