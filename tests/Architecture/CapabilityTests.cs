using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace ClsPortal.Architecture.Tests;

/// <summary>One plan for all floors: names, and who stands on whom.</summary>
public sealed class CapabilityTests
{
    public static TheoryData<string> Floors { get; } = [.. Layers.All];

    [Theory]
    [MemberData(nameof(Floors))]
    public void Every_folder_of_a_floor_is_a_capability(string layer)
    {
        var project = layer.Split('.')[1];
        var folders = Directory.EnumerateDirectories(Path.Combine(SourceTree.Root, "src", project)).Select(Path.GetFileName).Except(["bin", "obj", "wwwroot"]);

        folders.Should().NotBeEmpty().And.BeSubsetOf([.. Capabilities.All, .. layer == Layers.Web ? [Capabilities.Hosting] : Array.Empty<string>()]);
    }

    [Theory]
    [MemberData(nameof(Floors))]
    public void A_file_says_the_namespace_of_its_capability(string layer)
    {
        var project = layer.Split('.')[1];
        var strays =
            from file in SourceTree.Files(project, "*.cs")
            let parts = SourceTree.Name(file).Split('/')
            where parts.Length > 3 && !parts.Contains("Migrations")
            from line in File.ReadLines(file).Where(line => line.StartsWith("namespace ", StringComparison.Ordinal))
            let space = line["namespace ".Length..].TrimEnd(';')
            where Capabilities.Of(space) != parts[2]
            select $"{SourceTree.Name(file)}: {space}";

        strays.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Floors))]
    public void No_capability_stands_on_one_that_stands_on_it(string layer)
    {
        var roads = Roads(layer);
        foreach (var (from, to) in roads.Keys)
        {
            Reach(to, roads.Keys).Should().NotContain(from, "{0} uses {1} ({2})", from, to, string.Join(", ", roads[(from, to)].Take(5)));
        }

        roads.Should().NotBeEmpty();
    }

    [Fact]
    public void No_page_names_the_infrastructure()
    {
        var strays = SourceTree
            .Files("Web", "*.razor")
            .Concat(SourceTree.Files("Web", "*.cs"))
            .Where(file =>
                !SourceTree.Name(file).StartsWith($"src/Web/{Capabilities.Hosting}/", StringComparison.Ordinal) && Path.GetFileName(file) != "Program.cs"
            )
            .Where(file => File.ReadAllText(file).Contains("ClsPortal.Infrastructure", StringComparison.Ordinal))
            .Select(SourceTree.Name);

        strays.Should().BeEmpty();
    }

    /// <summary>Which capability uses which, and the types that do.</summary>
    private static Dictionary<(string From, string To), List<string>> Roads(string layer)
    {
        var portal = new ArchLoader().LoadAssemblies(Assembly.Load(layer)).Build();
        var roads = new Dictionary<(string, string), List<string>>();
        foreach (var type in portal.Types)
        {
            if (Capabilities.Of(type.Namespace?.FullName) is not { } from || !Capabilities.All.Contains(from))
            {
                continue;
            }

            foreach (var used in type.GetTypeDependencies(portal))
            {
                if (
                    used.Namespace?.FullName.StartsWith(layer + ".", StringComparison.Ordinal) == true
                    && Capabilities.Of(used.Namespace.FullName) is { } to
                    && to != from
                    && Capabilities.All.Contains(to)
                )
                {
                    (roads.TryGetValue((from, to), out var types) ? types : roads[(from, to)] = []).Add($"{type.Name} → {used.Name}");
                }
            }
        }

        return roads;
    }

    private static HashSet<string> Reach(string start, IEnumerable<(string From, string To)> roads)
    {
        var all = roads.ToLookup(road => road.From, road => road.To);
        var (seen, left) = (new HashSet<string>(StringComparer.Ordinal) { start }, new Stack<string>([start]));
        while (left.TryPop(out var here))
        {
            foreach (var next in all[here].Where(seen.Add))
            {
                left.Push(next);
            }
        }

        return seen;
    }
}
