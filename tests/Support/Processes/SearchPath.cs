namespace ClsPortal.Support;

/// <summary>The folders of PATH.</summary>
internal static class SearchPath
{
    public static IReadOnlyList<string> Folders { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The full path of a program, or null when PATH does not hold it.</summary>
    public static string? Find(string program) => Folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
