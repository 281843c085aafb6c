using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Access;

/// <summary>A link to choose a new password. The outbox forgets it once it is sent.</summary>
public sealed record PasswordResetMail(string DisplayName, string Link, DateTime ValidUntilLocal, string CentreName, string CentrePhone)
    : IMail<PasswordResetMail>
{
    public const string Template = "PasswordReset";

    public static MailKind Kind { get; } =
        MailKind.Of(
            Template,
            "Mot de passe oublié",
            "Quand quelqu’un demande un nouveau mot de passe.",
            new PasswordResetMail("Camille Exemple", "https://portail.example/mot-de-passe/nouveau", MailSample.At, MailSample.Centre, MailSample.Phone),
            "Choisir un nouveau mot de passe"
        );

    public void Say(MailContent content)
    {
        content.Paragraph($"Bonjour {DisplayName},");
        content.Paragraph($"Pour choisir un nouveau mot de passe, ouvrez ce lien avant le {ValidUntilLocal:dd-MM-yyyy 'à' HH'h'mm} :");
        content.Link(Link, "Choisir un nouveau mot de passe");
        content.Paragraph("Vous n’avez rien demandé ? Ne faites rien : votre mot de passe reste le même.");
        content.Paragraph($"{CentreName}, {CentrePhone}");
    }
}
