namespace ClsPortal.Support;

/// <summary>
/// Runs a command as somebody else than root. PostgreSQL refuses to run as root, and containers of build machines
/// often have no other user logged in.
/// </summary>
internal sealed record OtherUser(string Name, IReadOnlyList<string> Prefix)
{
    /// <summary>Null when this process is not root and needs no other user.</summary>
    public static OtherUser? IfRoot()
    {
        if (!Environment.IsPrivilegedProcess)
            return null;
        var name = UserExists("postgres") ? "postgres" : "nobody";
        if (SearchPath.Find("setpriv") is { } setpriv)
            return new OtherUser(name, [setpriv, $"--reuid={name}", $"--regid={GroupOf(name)}", "--clear-groups"]);
        if (SearchPath.Find("su") is { } su)
            return new OtherUser(name, [su, "-s", "/bin/sh", name, "-c", "exec \"$0\" \"$@\"", "--"]);
        throw new PostgresUnavailableException("PostgreSQL does not run as root and neither setpriv nor su is on PATH");
    }

    private static bool UserExists(string name) => Entry(name) is not null;

    private static string GroupOf(string name) => Entry(name)?.Split(':')[3] ?? throw new PostgresUnavailableException($"the user {name} does not exist");

    private static string? Entry(string name) => File.ReadLines("/etc/passwd").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal));
}
