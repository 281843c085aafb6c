using System.Text.Json.Serialization;
using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Messaging;

/// <summary>A reminder: a few lines, and whom to call.</summary>
/// <param name="Greeting">Such as « Bonjour, famille test, ».</param>
/// <param name="Introduction">What the lines are.</param>
/// <param name="Lines">Plain text.</param>
/// <param name="CentreName">Who writes.</param>
/// <param name="CentrePhone">Whom to call.</param>
/// <param name="Subject">Kept by the outbox beside the model.</param>
public sealed record ReminderMail(
    string Greeting,
    string Introduction,
    IReadOnlyList<string> Lines,
    string CentreName,
    string CentrePhone,
    [property: JsonIgnore] string Subject
) : IMail<ReminderMail>
{
    public const string Template = "Reminder";

    public static MailKind Kind { get; } =
        MailKind.Of(
            Template,
            "Rappels automatiques",
            "La veille des séances aux familles, et à vous pour les demandes en retard, si vous les avez activés.",
            new ReminderMail(
                "Bonjour, famille Exemple,",
                "Demain, 03-02-2027, nous attendons :",
                ["Zoé : Chablis mercredi journée, 08h30 – 17h30"],
                MailSample.Centre,
                MailSample.Phone,
                "Rappel pour demain"
            )
        );

    public void Say(MailContent content)
    {
        content.Paragraph(Greeting);
        content.Paragraph(Introduction);
        content.List(Lines, line => line);
        content.Paragraph($"{CentreName}, {CentrePhone}");
    }
}
