using ClsPortal.Infrastructure.Backup;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// The switches <c>--backup FILE</c> (the portal may go on running) and <c>--restore FILE</c> (into an empty database): does it and
/// ends, before the database is touched otherwise.
/// </summary>
internal static class BackupCommand
{
    private const string Save = "--backup";
    private const string Restore = "--restore";

    /// <returns>Null when it was not asked for; else the process's exit code.</returns>
    public static async Task<int?> RunAsync(string[] args, IServiceProvider services)
    {
        var at = Array.FindIndex(args, argument => argument is Save or Restore);
        if (at < 0)
        {
            return null;
        }

        if (at + 1 >= args.Length)
        {
            await Console.Error.WriteLineAsync($"Attendu : {args[at]} FICHIER");
            return 1;
        }

        await using var scope = services.CreateAsyncScope();
        var backup = ActivatorUtilities.CreateInstance<PortalBackup>(scope.ServiceProvider);
        var file = Path.GetFullPath(args[at + 1]);
        try
        {
            await (args[at] == Save ? backup.SaveAsync(file) : backup.RestoreAsync(file));
        }
        catch (Exception refused) when (refused is BackupException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }

        Console.WriteLine(args[at] == Save
            ? $"{file} : sauvegarde terminée. Gardez ailleurs les clés de chiffrement (Portal:Encryption), sans lesquelles elle ne se lit pas."
            : $"{file} : restauration terminée. Démarrez le portail avec les clés de chiffrement d’origine.");
        return 0;
    }
}
