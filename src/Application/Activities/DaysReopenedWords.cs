using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Activities;

/// <summary>What <see cref="DaysReopenedMail"/> says: it has the same model, and is read from the rows that the other writes.</summary>
public sealed record DaysReopenedWords(string FamilyName, IReadOnlyList<ReopenedLine> Lines, string CentreName, string CentrePhone) : IMail<DaysReopenedWords>
{
    public static MailKind Kind { get; } =
        MailKind.Of(
            DaysReopenedMail.Template,
            "Journées rouvertes",
            "Quand vous levez une fermeture et choisissez de prévenir.",
            new DaysReopenedWords("Exemple", [new("Zoé", "Péri Beine matin", new(2027, 2, 2))], MailSample.Centre, MailSample.Phone),
            "Des journées sont de nouveau ouvertes"
        );

    public void Say(MailContent content)
    {
        content.Paragraph($"Bonjour, famille {FamilyName},");
        content.Paragraph($"Ces journées, que le {CentreName} avait fermées, sont de nouveau ouvertes :");
        content.List(Lines, line => $"{line.Date:dd-MM-yyyy}, {line.ChildName}, {line.ActivityName}");
        content.Paragraph("Vos enfants n’y sont pas réinscrits d’office : faites une nouvelle demande si vous le souhaitez.");
        content.Paragraph($"Une question ? {CentreName}, {CentrePhone}");
    }
}
