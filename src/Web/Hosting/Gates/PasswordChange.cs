namespace ClsPortal.Web.Hosting;

/// <summary>Password managers lead here whoever uses a password that leaked (https://www.w3.org/TR/change-password-url/).</summary>
internal static class PasswordChange
{
    private const string Page = "/mon-compte/securite/mot-de-passe";

    public static void MapPasswordChange(this WebApplication app) => app.MapGet("/.well-known/change-password", () => Results.Redirect(Page)).AllowAnonymous();
}
