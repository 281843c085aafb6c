using System.Text.Json;
using System.Text.RegularExpressions;
using ClsPortal.Application.Access;
using ClsPortal.Application.Activities;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Invoicing;

namespace ClsPortal.Application.Messaging;

/// <summary>A kind of mail whose words the centre may choose.</summary>
/// <param name="Template">The key.</param>
/// <param name="Name">As staff know it.</param>
/// <param name="When">When it leaves.</param>
/// <param name="StandardSubject">While the centre has chosen none; some mails count what they tell.</param>
/// <param name="Sample">An invented mail of this kind, for the preview.</param>
public sealed record MailKind(string Template, string Name, string When, string StandardSubject, object Sample)
{
    /// <summary>The invented mail as the outbox would hold it.</summary>
    public string SampleModel => JsonSerializer.Serialize(Sample, Sample.GetType());

    /// <summary>Placeholders that mails of this kind can fill.</summary>
    public IReadOnlyCollection<string> Placeholders => [.. MailPlaceholders.Of(SampleModel, SampleSubject).Keys];

    /// <summary>The subject that the sample carries, where it is not the same for all mails of the kind.</summary>
    public string SampleSubject
    {
        get => field ?? StandardSubject;
        init;
    }
}

/// <summary>The kinds of mail whose words can be chosen.</summary>
public static class MailCatalogue
{
    private const string Centre = "Centre de Loisirs de Pontigny";
    private const string Phone = "03.86.47.86.12";
    private static readonly DateTime At = new(2027, 2, 2, 11, 0, 0, DateTimeKind.Unspecified);

    public static readonly IReadOnlyList<MailKind> All =
    [
        new(
            RequestsTreatedMail.Template,
            "Demandes traitées",
            "Quand vous acceptez, refusez, inscrivez, annulez ou fermez une journée.",
            "Vos demandes ont été traitées",
            new RequestsTreatedMail(
                "Exemple",
                [
                    new(0, "Zoé", "Péri Beine matin", new(2027, 2, 2), TreatedOutcome.EnrolmentAccepted, null),
                    new(0, "Noé", "Chablis mercredi journée", new(2027, 2, 3), TreatedOutcome.EnrolmentRefused, "La journée est complète."),
                ],
                Centre,
                Phone
            )
        ),
        new(
            DaysReopenedMail.Template,
            "Journées rouvertes",
            "Quand vous levez une fermeture et choisissez de prévenir.",
            "Des journées sont de nouveau ouvertes",
            new DaysReopenedMail("Exemple", [new("Zoé", "Péri Beine matin", new(2027, 2, 2))], Centre, Phone)
        ),
        new(
            PasswordResetMail.Template,
            "Mot de passe oublié",
            "Quand quelqu’un demande un nouveau mot de passe.",
            "Choisir un nouveau mot de passe",
            new PasswordResetMail("Camille Exemple", "https://portail.example/mot-de-passe/nouveau", At, Centre, Phone)
        ),
        new(
            InvitationMail.Template,
            "Invitation",
            "Quand vous invitez un responsable ou un collègue.",
            InvitationMail.Subject,
            new InvitationMail("Camille Exemple", "https://portail.example/invitation", At, Centre, Phone)
        ),
        new(
            AccountNoticeMail.Template,
            "Connexion modifiée",
            "Quand le mot de passe ou le second facteur d’une connexion change.",
            AccountNoticeMail.Subject,
            new AccountNoticeMail("Camille Exemple", "votre mot de passe a été changé.", At, Centre, Phone)
        ),
        new(
            RecordTreatedMail.Template,
            "Modifications du dossier traitées",
            "Quand vous acceptez ou refusez une modification, ou changez vous-même un dossier.",
            MailPlaceholders.StandardSubject,
            new RecordTreatedMail(
                "Exemple",
                [new("Zoé", "École", RecordOutcome.Accepted, null), new("Noé", "Fiche sanitaire", RecordOutcome.Accepted, null)],
                LoginStays: false,
                Centre,
                Phone
            )
        )
        {
            SampleSubject = "Vos 2 demandes de modification ont été traitées",
        },
        new(
            NoticeMail.Template,
            "Avis du portail",
            "Quand une pièce est traitée, ou quand un message attend sur le portail (son texte n’est jamais dans le courriel).",
            MailPlaceholders.StandardSubject,
            new NoticeMail(
                "Bonjour, famille Exemple,",
                ["Le Centre de Loisirs vous a écrit sur le portail famille."],
                "/contact",
                "Lire le message",
                Centre,
                Phone
            )
        )
        {
            SampleSubject = "Un message du Centre de Loisirs",
        },
        new(
            ReminderMail.Template,
            "Rappels automatiques",
            "La veille des séances aux familles, et à vous pour les demandes en retard, si vous les avez activés.",
            MailPlaceholders.StandardSubject,
            new ReminderMail(
                "Bonjour, famille Exemple,",
                "Demain, 03-02-2027, nous attendons :",
                ["Zoé : Chablis mercredi journée, 08h30 – 17h30"],
                Centre,
                Phone
            )
        )
        {
            SampleSubject = "Rappel pour demain",
        },
        new(
            InvoiceAvailableMail.Template,
            "Facture disponible",
            "Quand les factures d’un mois sont émises et que vous choisissez de prévenir.",
            "Votre facture est disponible",
            new InvoiceAvailableMail("Exemple", new(2027, 1, 1), new(2027, 2, 28), Centre, Phone)
        ),
        new(
            PaymentReceivedMail.Template,
            "Paiement reçu",
            "Quand un paiement en ligne est enregistré.",
            MailPlaceholders.StandardSubject,
            new PaymentReceivedMail("Exemple", "012700075", 4860, 0, Centre, Phone)
        )
        {
            SampleSubject = "Paiement reçu pour la facture 012700075",
        },
        new(
            PaymentReminderMail.Template,
            "Relance d’impayé",
            "Quand le comptable relance une famille.",
            MailPlaceholders.StandardSubject,
            new PaymentReminderMail("Exemple", 1, [new("012700075", new(2027, 1, 5), new(2027, 1, 31), 4860)], Centre, Phone)
        )
        {
            SampleSubject = PaymentReminderMail.Subject(1),
        },
        new(
            PaymentAlertMail.Template,
            "Paiement à vérifier",
            "À vous, quand un paiement en ligne ne correspond pas à ce qui était demandé.",
            MailPlaceholders.StandardSubject,
            new PaymentAlertMail("012700075", PaymentAlert.DoesNotFit, Centre)
        )
        {
            SampleSubject = "Paiement à vérifier : facture 012700075",
        },
    ];

    public static MailKind? Find(string template) => All.FirstOrDefault(kind => kind.Template == template);
}

/// <summary>Placeholders such as <c>{famille}</c>, filled from what the mail holds anyway.</summary>
public static partial class MailPlaceholders
{
    /// <summary>Stands for the subject that the portal would write.</summary>
    public const string StandardSubject = "{objet}";

    private static readonly (string Placeholder, string Property)[] Known =
    [
        ("{famille}", "FamilyName"),
        ("{nom}", "DisplayName"),
        ("{facture}", "InvoiceNumber"),
        ("{centre}", "CentreName"),
        ("{telephone}", "CentrePhone"),
    ];

    /// <summary>What a mail's model can fill.</summary>
    public static IReadOnlyDictionary<string, string> Of(string model, string subject)
    {
        using var document = JsonDocument.Parse(model);
        var root = document.RootElement;
        var values = Known
            .Where(known => root.TryGetProperty(known.Property, out var value) && value.ValueKind == JsonValueKind.String)
            .ToDictionary(known => known.Placeholder, known => root.GetProperty(known.Property).GetString()!, StringComparer.Ordinal);
        if (root.TryGetProperty("Lines", out var lines) && lines.ValueKind == JsonValueKind.Array)
        {
            values["{nombre}"] = lines.GetArrayLength().ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        values[StandardSubject] = subject;
        return values;
    }

    public static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        Braces().Replace(text, match => values.GetValueOrDefault(match.Value, match.Value));

    /// <summary>What stands in braces and could not be filled.</summary>
    public static IReadOnlyList<string> Unknown(string text, IReadOnlyCollection<string> known) =>
        [.. Braces().Matches(text).Select(match => match.Value).Where(found => !known.Contains(found)).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{[^{}\n]{0,40}\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Braces();
}
