using System.Text.Json.Serialization;
using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Families;

/// <summary>What the centre did to a family's record: one mail per adult and treatment, without values, and of health only that it was.</summary>
/// <param name="FamilyName">Without the word « Famille ».</param>
/// <param name="Lines">What was treated; what was several things of one health record is one line.</param>
/// <param name="LoginStays">An address changed that somebody may sign in with: the login keeps the old one.</param>
/// <param name="CentreName">Who writes.</param>
/// <param name="CentrePhone">Whom to call.</param>
/// <param name="Subject">Kept by the outbox beside the model.</param>
public sealed record RecordTreatedMail(
    string FamilyName,
    IReadOnlyList<RecordTreatedLine> Lines,
    bool LoginStays,
    string CentreName,
    string CentrePhone,
    [property: JsonIgnore] string Subject
) : IMail<RecordTreatedMail>
{
    public const string Template = "RecordTreated";

    public static MailKind Kind { get; } =
        MailKind.Of(
            Template,
            "Modifications du dossier traitées",
            "Quand vous acceptez ou refusez une modification, ou changez vous-même un dossier.",
            new RecordTreatedMail(
                "Exemple",
                [new("Zoé", "École", RecordOutcome.Accepted, null), new("Noé", "Fiche sanitaire", RecordOutcome.Accepted, null)],
                LoginStays: false,
                MailSample.Centre,
                MailSample.Phone,
                "Vos 2 demandes de modification ont été traitées"
            )
        );

    public void Say(MailContent content)
    {
        content.Paragraph($"Bonjour, famille {FamilyName},");
        content.Paragraph($"Le {CentreName} a traité ce qui suit dans vos informations :");
        content.List(Lines, line => $"{line.Who}, {line.What} : {new Strong(Told(line.Outcome))}{new Aside("motif", line.Reason)}");
        if (LoginStays)
        {
            content.Paragraph(
                "L’adresse avec laquelle vous vous connectez au portail reste la même. Pour la changer aussi, contactez le Centre de Loisirs. ",
                "Si ce changement d’adresse ne vient pas de vous, prévenez-nous."
            );
        }

        const string look = "Voir mes informations";
        content.Page("/mon-compte/informations", look, look);
        content.Paragraph($"Une question ? {CentreName}, {CentrePhone}");
    }

    private static string Told(RecordOutcome outcome) =>
        outcome switch
        {
            RecordOutcome.Accepted => "modification acceptée",
            RecordOutcome.Refused => "modification refusée",
            RecordOutcome.ChangedByCentre => "modifié par le Centre de Loisirs",
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };
}

/// <param name="Who">« Mère Test ».</param>
/// <param name="What">« Téléphone portable », « Fiche sanitaire ».</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Of a refusal; null for health, whose reasons are read on the portal only.</param>
public sealed record RecordTreatedLine(string Who, string What, RecordOutcome Outcome, string? Reason);

public enum RecordOutcome
{
    Accepted,
    Refused,
    ChangedByCentre,
}
