using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Access;

/// <summary>A link with which somebody makes their login. The outbox forgets it once it is sent.</summary>
public sealed record InvitationMail(string DisplayName, string Link, DateTime ValidUntilLocal, string CentreName, string CentrePhone) : IMail<InvitationMail>
{
    public const string Template = "Invitation";

    public static MailKind Kind { get; } =
        MailKind.Of(
            Template,
            "Invitation",
            "Quand vous invitez un responsable ou un collègue.",
            new InvitationMail("Camille Exemple", "https://portail.example/invitation", MailSample.At, MailSample.Centre, MailSample.Phone),
            "Votre accès au portail famille"
        );

    public void Say(MailContent content)
    {
        content.Paragraph($"Bonjour {DisplayName},");
        content.Paragraph(
            $"{CentreName} vous ouvre un accès au portail famille. Pour choisir votre mot de passe, ouvrez ce lien avant le ",
            $"{ValidUntilLocal:dd-MM-yyyy 'à' HH'h'mm} :"
        );
        content.Link(Link, "Choisir mon mot de passe");
        content.Paragraph($"Ce lien ne sert qu’une fois. Une question ? {CentreName}, {CentrePhone}");
    }
}
