using ClsPortal.Infrastructure.Access;

namespace ClsPortal.Web.Hosting;

/// <summary>Prints the one-time link for the first administrator at every start that finds none. On the console, not in the log: logs travel.</summary>
internal sealed class FirstAdministratorOffer(IServiceProvider services, IHostApplicationLifetime lifetime, PublicAddress address) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await FirstAdministrator.EnsureAsync(services, cancellationToken) is { } link)
        {
            // The bound address is known once the server listens.
            lifetime.ApplicationStarted.Register(() =>
                Console.WriteLine(
                    $"""

                    Aucun administrateur n’existe encore. Ouvrez ce lien dans les {FirstAdministrator.LinkLifetime.TotalHours:0} heures pour créer le premier :
                      {new Uri(address.Uri, link)}
                    Un nouveau lien est affiché à chaque démarrage, tant qu’il n’y a pas d’administrateur.

                    """
                )
            );
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
