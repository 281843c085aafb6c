using System.Text.Json.Serialization;
using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Families;

/// <summary>A few sentences and the page that tells the rest: what is confidential stays in the portal.</summary>
/// <param name="Greeting">Such as « Bonjour, famille test, ».</param>
/// <param name="Paragraphs">Plain text.</param>
/// <param name="Path">Page of the portal.</param>
/// <param name="LinkText">What the link says.</param>
/// <param name="CentreName">Who writes.</param>
/// <param name="CentrePhone">Whom to call.</param>
/// <param name="Subject">Kept by the outbox beside the model.</param>
public sealed record NoticeMail(
    string Greeting,
    IReadOnlyList<string> Paragraphs,
    string Path,
    string LinkText,
    string CentreName,
    string CentrePhone,
    [property: JsonIgnore] string Subject
) : IMail<NoticeMail>
{
    public const string Template = "Notice";

    public static MailKind Kind { get; } =
        MailKind.Of(
            Template,
            "Avis du portail",
            "Quand une pièce est traitée, ou quand un message attend sur le portail (son texte n’est jamais dans le courriel).",
            new NoticeMail(
                "Bonjour, famille Exemple,",
                ["Le Centre de Loisirs vous a écrit sur le portail famille."],
                "/contact",
                "Lire le message",
                MailSample.Centre,
                MailSample.Phone,
                "Un message du Centre de Loisirs"
            )
        );

    public void Say(MailContent content)
    {
        content.Paragraph(Greeting);
        foreach (var paragraph in Paragraphs)
        {
            content.Paragraph(paragraph);
        }

        content.Page(Path, LinkText, LinkText);
        content.Paragraph($"{CentreName}, {CentrePhone}");
    }
}
