using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Activities;

/// <summary>Days that were closed are open again: the family may ask again.</summary>
public sealed record DaysReopenedMail(string FamilyName, IReadOnlyList<ReopenedLine> Lines, string CentreName, string CentrePhone) : IMail<DaysReopenedMail>
{
    public const string Template = "DaysReopened";

    public static MailKind Kind { get; } =
        MailKind.Of(
            Template,
            "Journées rouvertes",
            "Quand vous levez une fermeture et choisissez de prévenir.",
            new DaysReopenedMail("Exemple", [new("Zoé", "Péri Beine matin", new(2027, 2, 2))], MailSample.Centre, MailSample.Phone),
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

/// <summary>One day of a child that can be asked for again.</summary>
public sealed record ReopenedLine(string ChildName, string ActivityName, DateOnly Date);
