using ClsPortal.Infrastructure.Access;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// The switch <c>--password-link ADDRESS</c>: prints a one-time link to choose a new password and ends. The way back for who forgot
/// it where no mail leaves; whoever can start the program on its database could do more.
/// </summary>
internal static class PasswordLinkCommand
{
    private const string Switch = "--password-link";
    private const string Expected = "ADRESSE";

    /// <returns>Null when it was not asked for; else the process's exit code.</returns>
    public static Task<int?> RunAsync(string[] args, IServiceProvider services, PortalSettings settings, IConfiguration configuration) =>
        CommandSwitch.RunAsync(args, Switch, Expected, email => PrintAsync(email, services, settings, configuration));

    private static async Task<int> PrintAsync(string email, IServiceProvider services, PortalSettings settings, IConfiguration configuration)
    {
        await using var scope = services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<PasswordReset>().PrintableLinkAsync(email) is not { } link)
        {
            return await CommandSwitch.FailAsync(
                $"Aucune connexion ouverte pour « {email} ». Attendu : {Switch} {Expected}, l’adresse e-mail avec laquelle la personne se connecte."
            );
        }

        var address =
            settings.PublicUrl
            ?? new Uri(
                configuration["urls"]
                    ?.Split(';')[0]
                    .Replace("//+", "//localhost", StringComparison.Ordinal)
                    .Replace("//*", "//localhost", StringComparison.Ordinal)
                    .Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal)
                    ?? "http://localhost:5080"
            );
        Console.WriteLine(
            $"""

            Pour choisir un nouveau mot de passe pour {email}, ouvrez ce lien une seule fois, dans les {PasswordReset.LinkLifetime.TotalHours:0} heures :
              {new Uri(address, link)}

            """
        );
        return 0;
    }
}
