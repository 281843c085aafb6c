using ClsPortal.Infrastructure.Access;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// The switch <c>--remove-second-factor ADDRESS</c>: takes the second factor of a login away and ends. For the only administrator, who
/// lost telephone and recovery codes; the password is still asked for.
/// </summary>
internal static class SecondFactorCommand
{
    private const string Switch = "--remove-second-factor";
    private const string Expected = "ADRESSE";

    /// <returns>Null when it was not asked for; else the process's exit code.</returns>
    public static Task<int?> RunAsync(string[] args, IServiceProvider services) =>
        CommandSwitch.RunAsync(args, Switch, Expected, email => RemoveAsync(email, services));

    private static async Task<int> RemoveAsync(string email, IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<LostFactor>().RemoveAsync(email);
        if (outcome.IsRefused)
        {
            return await CommandSwitch.FailAsync(
                outcome.IsNotFound
                    ? $"Aucune connexion ouverte pour « {email} ». Attendu : {Switch} {Expected}, l’adresse e-mail avec laquelle la personne se connecte."
                    : "La base de données est occupée : recommencez."
            );
        }

        Console.WriteLine($"Le second facteur de {email} est retiré, et ses connexions ouvertes ont pris fin. Son mot de passe reste le même.");
        return 0;
    }
}
