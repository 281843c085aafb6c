namespace ClsPortal.Web.Tests.Shared;

/// <summary>The sources beside the tests.</summary>
internal static class SourceTree
{
    public static IEnumerable<string> Files(string project, string pattern)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ClsPortal.sln")))
        {
            folder = folder.Parent!;
        }

        return Directory.EnumerateFiles(Path.Combine(folder.FullName, "src", project), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
    }

    /// <summary>The components whose source holds one of the words, by name.</summary>
    public static IReadOnlyList<string> Components(Func<string, bool> holds) =>
        [.. Files("Web", "*.razor").Where(file => holds(File.ReadAllText(file)))
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];
}
