namespace ClsPortal.Application.Access;

/// <summary>A link to choose a new password. The outbox forgets it once it is sent.</summary>
public sealed record PasswordResetMail(string DisplayName, string Link, DateTime ValidUntilLocal, string CentreName, string CentrePhone)
{
    public const string Template = "PasswordReset";
}
