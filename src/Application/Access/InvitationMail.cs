namespace ClsPortal.Application.Access;

/// <summary>A link with which somebody makes their login. The outbox forgets it once it is sent.</summary>
public sealed record InvitationMail(string DisplayName, string Link, DateTime ValidUntilLocal, string CentreName, string CentrePhone)
{
    public const string Template = "Invitation";
    public const string Subject = "Votre accès au portail famille";
}
