using System.Diagnostics;
using System.Globalization;

namespace ClsPortal.Support;

/// <summary>
/// The temporary folder of a cluster. Its name carries the process that owns it, so that whatever an owner left
/// behind when the whole machine or container was killed is recognised and removed by the next run.
/// </summary>
internal static class ClusterFolder
{
    private const string Prefix = "clsportal-postgres-";

    public static string Create(OtherUser? user)
    {
        var folder = Directory.CreateTempSubdirectory($"{Prefix}{Environment.ProcessId}-").FullName;
        GiveTo(user, folder);
        return folder;
    }

    public static void GiveTo(OtherUser? user, string path)
    {
        if (user is null)
            return;
        using var chown = Process.Start("chown", [user.Name, path]);
        chown.WaitForExit();
        if (chown.ExitCode != 0)
            throw new PostgresUnavailableException($"{path} could not be given to {user.Name}");
    }

    public static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception failure) when (failure is DirectoryNotFoundException or IOException or UnauthorizedAccessException)
        {
            // Gone already, or not ours to remove; a leftover in the temporary folder harms no test.
        }
    }

    public static void DeleteLeftovers()
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            if (OwnerOf(folder) is not { } owner || IsAlive(owner))
                continue;
            StopServer(folder);
            Delete(folder);
        }
    }

    private static int? OwnerOf(string folder) =>
        int.TryParse(Path.GetFileName(folder)[Prefix.Length..].Split('-')[0], CultureInfo.InvariantCulture, out var owner) ? owner : null;

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void StopServer(string folder)
    {
        try
        {
            var line = File.ReadLines(Path.Combine(folder, "data", "postmaster.pid")).First();
            using var server = Process.GetProcessById(int.Parse(line, CultureInfo.InvariantCulture));
            // The number may have been given to somebody else since: only a PostgreSQL is stopped.
            if (server.ProcessName.StartsWith("postgres", StringComparison.Ordinal))
                server.Kill();
        }
        catch (Exception failure)
            when (failure is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or FormatException)
        {
            // No such file or process: nothing runs.
        }
    }
}
