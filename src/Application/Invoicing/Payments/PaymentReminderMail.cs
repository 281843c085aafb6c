using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Invoicing;

/// <summary>To a family: what it owes past its date, in one mail.</summary>
/// <param name="FamilyName">Without the word « Famille ».</param>
/// <param name="Level">1, or 2 for the last.</param>
/// <param name="Invoices">What is late.</param>
/// <param name="CentreName">Who writes.</param>
/// <param name="CentrePhone">Whom to call.</param>
public sealed record PaymentReminderMail(string FamilyName, int Level, IReadOnlyList<LateInvoice> Invoices, string CentreName, string CentrePhone)
    : IMail<PaymentReminderMail>
{
    public const string Template = "PaymentReminder";

    /// <summary>What to do when paying is hard.</summary>
    public const string Closing = "Une difficulté pour payer ? Appelez-nous avant l’échéance : un échéancier peut être demandé à la Trésorerie.";

    public static MailKind Kind { get; } =
        MailKind.Of(
            Template,
            "Relance d’impayé",
            "Quand le comptable relance une famille.",
            new PaymentReminderMail("Exemple", 1, [new("012700075", new(2027, 1, 5), new(2027, 1, 31), 4860)], MailSample.Centre, MailSample.Phone)
        );

    public long DueCents => Invoices.Sum(invoice => invoice.DueCents);

    string IMail.Subject => Subject(Level);

    /// <summary>The mail's subject.</summary>
    public static string Subject(int level) => level == 1 ? "Rappel : facture à régler" : "Dernier rappel avant recouvrement par la Trésorerie";

    /// <summary>What is asked for.</summary>
    public static string Opening(int level) =>
        level == 1
            ? "Sauf erreur de notre part, nous n’avons pas encore reçu le règlement de ce qui suit. Si vous venez de payer, ne tenez pas compte de ce message."
            : "Malgré notre précédent rappel, nous n’avons pas reçu le règlement de ce qui suit. Sans règlement de votre part, la Trésorerie en "
                + "poursuivra le recouvrement, ce qui peut entraîner des frais.";

    public void Say(MailContent content)
    {
        content.Paragraph($"Bonjour, famille {FamilyName},");
        content.Paragraph(Opening(Level));
        content.List(Invoices, Line);
        content.Paragraph($"Total : {Strong.Euros(DueCents)}");
        const string pay = "Régler en ligne, ou voir les autres moyens de paiement";
        content.Page("/paiement", pay, pay);
        content.Paragraph(Closing);
        content.Paragraph($"{CentreName}, {CentrePhone}");
    }

    private static MailWords Line(LateInvoice late) =>
        $"Facture {late.Number} du {late.IssuedOn:dd-MM-yyyy}, à régler avant le {late.DueOn:dd-MM-yyyy} : {Strong.Euros(late.DueCents)}{late.Balance()}";
}

/// <param name="Number">Of the invoice.</param>
/// <param name="IssuedOn">The date on it.</param>
/// <param name="DueOn">The last day to pay.</param>
/// <param name="DueCents">What is still due.</param>
/// <param name="CreditedCents">What credit notes took back.</param>
/// <param name="PaidCents">What was paid.</param>
public sealed record LateInvoice(string Number, DateOnly IssuedOn, DateOnly DueOn, long DueCents, long CreditedCents = 0, long PaidCents = 0)
{
    /// <summary>How the rest comes about; empty when it is the whole invoice.</summary>
    public string Balance() =>
        (CreditedCents, PaidCents) switch
        {
            (0, 0) => "",
            (var credited, 0) => $" (facturé {PriceSentences.Euros(DueCents + credited)}, avoirs {PriceSentences.Euros(credited)})",
            (0, var paid) => $" (facturé {PriceSentences.Euros(DueCents + paid)}, déjà payé {PriceSentences.Euros(paid)})",
            (var credited, var paid) => $" (facturé {PriceSentences.Euros(DueCents + credited + paid)}, avoirs {PriceSentences.Euros(credited)}, déjà payé "
                + $"{PriceSentences.Euros(paid)})",
        };
}
