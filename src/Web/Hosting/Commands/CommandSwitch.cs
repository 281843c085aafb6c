namespace ClsPortal.Web.Hosting;

/// <summary>A switch with one value, such as <c>--backup FILE</c>, wherever it stands: the program does it and ends.</summary>
internal static class CommandSwitch
{
    /// <param name="args">Of the program.</param>
    /// <param name="name">The switch.</param>
    /// <param name="expected">What its value is, in French, for who forgot it.</param>
    /// <param name="run">Does it with that value; returns the exit code.</param>
    /// <returns>Null when it was not asked for; else the process's exit code.</returns>
    public static async Task<int?> RunAsync(string[] args, string name, string expected, Func<string, Task<int>> run)
    {
        var at = Array.IndexOf(args, name);
        if (at < 0)
        {
            return null;
        }

        return at + 1 < args.Length ? await run(args[at + 1]) : await FailAsync($"Attendu : {name} {expected}");
    }

    /// <summary>Says why and ends with 1.</summary>
    public static async Task<int> FailAsync(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return 1;
    }
}
