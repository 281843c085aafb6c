using System.Text.RegularExpressions;

namespace ClsPortal.Architecture.Tests;

/// <summary>How the sources are cut: small folders, small files, one use case each.</summary>
public sealed partial class SourceTests
{
    private const int MostInAFolder = 25;
    private const int MostLinesOfCode = 40;
    private const int MostColumns = 160;
    private static readonly string[] Projects = ["Domain", "Application", "Infrastructure", "Web"];

    [Fact]
    public void A_folder_can_be_seen_at_a_glance()
    {
        var full =
            from project in Projects
            from file in SourceTree.Files(project, "*.*")
            let name = SourceTree.Name(file)
            where !name.Contains("/wwwroot/", StringComparison.Ordinal) && !name.Contains("/Migrations/", StringComparison.Ordinal)
            // A component's markup, code and style are one thing.
            group Path.GetFileName(file).Split('.')[0] by Path.GetDirectoryName(name) into folder
            let count = folder.Distinct(StringComparer.Ordinal).Count()
            where count > MostInAFolder
            select $"{folder.Key}: {count}";

        full.Should().BeEmpty();
    }

    [Fact]
    public void A_file_has_one_handler()
    {
        var crowded = SourceTree.Files("Application", "*.cs").Where(file => Handler().Count(File.ReadAllText(file)) > 1).Select(SourceTree.Name);

        crowded.Should().BeEmpty();
        SourceTree.Files("Application", "*.cs").Sum(file => Handler().Count(File.ReadAllText(file))).Should().BeGreaterThan(100);
    }

    [Fact]
    public void A_long_component_has_its_code_behind_it()
    {
        var lengths = SourceTree.Files("Web", "*.razor").Select(file => (File: SourceTree.Name(file), Lines: LinesOfCode(File.ReadAllText(file)))).ToList();

        lengths.Where(one => one.Lines > MostLinesOfCode).Should().BeEmpty();
        lengths.Should().Contain(one => one.Lines > 0);
    }

    [Theory]
    [InlineData("*.cs")]
    [InlineData("*.razor")]
    public void A_line_can_be_read_without_scrolling(string pattern)
    {
        var files = SourceTree.WithTests(pattern).Where(file => !SourceTree.Name(file).Contains("/Migrations/", StringComparison.Ordinal)).ToList();

        var wide =
            from file in files
            from line in File.ReadLines(file).Index()
            where line.Item.Length > MostColumns
            select $"{SourceTree.Name(file)}:{line.Index + 1}: {line.Item.Length}";

        wide.Should().BeEmpty();
        files.Should().HaveCountGreaterThan(100);
    }

    private static int LinesOfCode(string source) =>
        source.IndexOf("\n@code", StringComparison.Ordinal) is var start && start < 0 ? 0 : source[(start + 1)..].TrimEnd().Count(letter => letter == '\n');

    [GeneratedRegex(@"class \w+[^{;]*:[^{;]*\bI(Command|Query|Exchange)Handler<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Handler();
}
