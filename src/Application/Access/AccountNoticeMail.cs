namespace ClsPortal.Application.Access;

/// <summary>Tells the owner of a login that something about it changed, so that a stranger's act is noticed.</summary>
public sealed record AccountNoticeMail(string DisplayName, string What, DateTime AtLocal, string CentreName, string CentrePhone)
{
    public const string Template = "AccountNotice";
    public const string Subject = "Votre connexion au portail famille a changé";
}
