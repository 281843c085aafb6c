namespace ClsPortal.Support;

/// <summary>The sources beside the tests, without what the compiler generates.</summary>
public static class SourceTree
{
    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>All files below <c>src</c>, such as <c>*.razor</c>.</summary>
    public static IEnumerable<string> Files(string pattern) => Files("", pattern);

    /// <summary>The same of one project.</summary>
    /// <param name="project">Folder below <c>src</c>.</param>
    /// <param name="pattern">Such as <c>*.razor</c>.</param>
    public static IEnumerable<string> Files(string project, string pattern) => Below(Path.Combine("src", project), pattern);

    /// <summary>All files of the product and of its tests.</summary>
    /// <param name="pattern">Such as <c>*.cs</c>.</param>
    public static IEnumerable<string> WithTests(string pattern) => Files(pattern).Concat(Below("tests", pattern));

    /// <summary>The components whose source holds one of the words, by name.</summary>
    public static IReadOnlyList<string> Components(Func<string, bool> holds) =>
        [.. Files("Web", "*.razor").Where(file => holds(Whole(file))).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    /// <summary>A component's markup and the code behind it.</summary>
    public static string Whole(string component) =>
        File.Exists($"{component}.cs") ? File.ReadAllText(component) + File.ReadAllText($"{component}.cs") : File.ReadAllText(component);

    /// <summary>A file's path below the repository's folder, with slashes.</summary>
    public static string Name(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static IEnumerable<string> Below(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories).Where(file => !IsGenerated(file));

    private static bool IsGenerated(string file) =>
        Name(file).Split('/') is var parts && (parts.Contains("obj", StringComparer.Ordinal) || parts.Contains("bin", StringComparer.Ordinal));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ClsPortal.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not lie in the repository.");
        }

        return folder.FullName;
    }
}
