using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>Where the key file of an embedded database lies: apart from it wherever that lasts, for whoever takes the one must not get the other.</summary>
/// <param name="Read">Gives a variable of the environment.</param>
/// <param name="CanKeep">True for a folder that can be written to, and is made if need be.</param>
public sealed record KeyPlace(Func<string, string?> Read, Func<string, bool> CanKeep)
{
    private const string Folder = "clsportal";

    /// <summary>That of this process.</summary>
    public static KeyPlace OfTheMachine { get; } = new(Environment.GetEnvironmentVariable, CanWrite);

    /// <summary>The file beside the database, as every earlier version had it.</summary>
    public static string Beside(string database) => Path.ChangeExtension(database, ".key");

    /// <param name="database">Full path of the database.</param>
    public string Of(string database)
    {
        var beside = Beside(database);
        // What else a container writes is gone with it, and the key would be too.
        if (File.Exists(beside) || string.Equals(Read("DOTNET_RUNNING_IN_CONTAINER"), "true", StringComparison.OrdinalIgnoreCase))
        {
            return beside;
        }

        var name = NameOf(database);
        var home = Path.GetDirectoryName(database)!;
        var folders = Folders().Where(folder => !IsIn(folder, home) && !IsIn(home, folder)).ToList();
        // A key that is there is the one, wherever a new one would be made today.
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? (folders.FirstOrDefault(CanKeep) is { } kept ? Path.Combine(kept, name) : beside);
    }

    private IEnumerable<string> Folders()
    {
        if (Read("XDG_STATE_HOME") is { Length: > 0 } state && Path.IsPathRooted(state))
        {
            yield return Path.Combine(state, Folder);
        }

        if (!OperatingSystem.IsWindows())
        {
            yield return Path.Combine("/var/lib", Folder);
        }

        if (Read("HOME") is { Length: > 0 } home && Path.IsPathRooted(home))
        {
            yield return Path.Combine(home, ".local", "state", Folder);
        }
        else if (Read("LOCALAPPDATA") is { Length: > 0 } local)
        {
            yield return Path.Combine(local, Folder);
        }
    }

    // Several portals of one machine have a key each.
    private static string NameOf(string database) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Path.GetFileNameWithoutExtension(database)}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(database)))[..8]}.key"
        );

    private static bool IsIn(string folder, string parent) =>
        !Path.GetRelativePath(parent, folder).StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(Path.GetRelativePath(parent, folder));

    private static bool CanWrite(string folder)
    {
        try
        {
            _ = OperatingSystem.IsWindows()
                ? Directory.CreateDirectory(folder)
                : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var probe = Path.Combine(folder, $".{Guid.NewGuid():N}");
            File.Create(probe).Dispose();
            File.Delete(probe);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
