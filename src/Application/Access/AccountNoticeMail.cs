using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Access;

/// <summary>Tells the owner of a login that something about it changed, so that a stranger's act is noticed.</summary>
public sealed record AccountNoticeMail(string DisplayName, string What, DateTime AtLocal, string CentreName, string CentrePhone) : IMail<AccountNoticeMail>
{
    public const string Template = "AccountNotice";

    public static MailKind Kind { get; } =
        MailKind.Of(
            Template,
            "Connexion modifiée",
            "Quand le mot de passe ou le second facteur d’une connexion change.",
            new AccountNoticeMail("Camille Exemple", "votre mot de passe a été changé.", MailSample.At, MailSample.Centre, MailSample.Phone),
            "Votre connexion au portail famille a changé"
        );

    public void Say(MailContent content)
    {
        content.Paragraph($"Bonjour {DisplayName},");
        content.Paragraph($"Le {AtLocal:dd-MM-yyyy 'à' HH'h'mm} : {What}");
        content.Paragraph(
            "Vous n’y êtes pour rien ? Choisissez tout de suite « Mot de passe oublié » sur la page de connexion, et prévenez le Centre de Loisirs."
        );
        content.Paragraph($"{CentreName}, {CentrePhone}");
    }
}
