using ClsPortal.Infrastructure.Identity;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// The switch <c>--remove-second-factor ADDRESS</c>: takes the second factor of a login away and ends. For the only administrator, who
/// lost telephone and recovery codes; the password is still asked for.
/// </summary>
internal static class SecondFactorCommand
{
    private const string Switch = "--remove-second-factor";

    /// <returns>Null when it was not asked for; else the process's exit code.</returns>
    public static async Task<int?> RunAsync(string[] args, IServiceProvider services)
    {
        var at = Array.IndexOf(args, Switch);
        if (at < 0)
        {
            return null;
        }

        var email = at + 1 < args.Length ? args[at + 1] : "";
        await using var scope = services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<LostFactor>().RemoveAsync(email);
        if (outcome.IsRefused)
        {
            await Console.Error.WriteLineAsync(outcome.IsNotFound
                ? $"Aucune connexion ouverte pour « {email} ». Attendu : {Switch} ADRESSE, l’adresse e-mail avec laquelle la personne se connecte."
                : "La base de données est occupée : recommencez.");
            return 1;
        }

        Console.WriteLine($"Le second facteur de {email} est retiré, et ses connexions ouvertes ont pris fin. Son mot de passe reste le même.");
        return 0;
    }
}
