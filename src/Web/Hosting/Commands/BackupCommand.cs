using ClsPortal.Infrastructure.Shared;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// The switches <c>--backup FILE</c> (the portal may go on running) and <c>--restore FILE</c> (into an empty database): does it and
/// ends, before the database is touched otherwise.
/// </summary>
internal static class BackupCommand
{
    private const string Expected = "FICHIER";

    /// <returns>Null when it was not asked for; else the process's exit code.</returns>
    public static async Task<int?> RunAsync(string[] args, IServiceProvider services) =>
        await CommandSwitch.RunAsync(
            args,
            "--backup",
            Expected,
            file =>
                WorkAsync(
                    services,
                    file,
                    (backup, path) => backup.SaveAsync(path),
                    "sauvegarde terminée. Gardez ailleurs les clés de chiffrement (Portal:Encryption), sans lesquelles elle ne se lit pas."
                )
        )
        ?? await CommandSwitch.RunAsync(
            args,
            "--restore",
            Expected,
            file =>
                WorkAsync(
                    services,
                    file,
                    (backup, path) => backup.RestoreAsync(path),
                    "restauration terminée. Démarrez le portail avec les clés de chiffrement d’origine."
                )
        );

    private static async Task<int> WorkAsync(IServiceProvider services, string file, Func<PortalBackup, string, Task> work, string done)
    {
        await using var scope = services.CreateAsyncScope();
        var path = Path.GetFullPath(file);
        try
        {
            await work(ActivatorUtilities.CreateInstance<PortalBackup>(scope.ServiceProvider), path);
        }
        catch (Exception refused)
            when (refused is BackupException or DatabaseRefusedException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return await CommandSwitch.FailAsync(refused.Message);
        }

        Console.WriteLine($"{path} : {done}");
        return 0;
    }
}
