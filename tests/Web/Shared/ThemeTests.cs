using System.Text.RegularExpressions;
using ClsPortal.Domain.Centre;

namespace ClsPortal.Web.Tests.Shared;

/// <summary>The colours of css/theme.css, light and dark: all can be read, and MudBlazor's parts have them too.</summary>
public sealed partial class ThemeTests
{
    private const double Text = 4.5;
    private const double Edge = 3;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // Variants of a part that several components have.
    private static readonly string[] SharedParts = ["eight", "agenda"];

    private static readonly string Theme = Read("theme.css");
    private static readonly string Mud = Read("mud.css");

    private static IReadOnlyDictionary<string, string> Light => Colors(Block(Theme, ":root {"));

    private static IReadOnlyDictionary<string, string> Dark => Colors(Block(Theme, ":root[data-theme=\"dark\"] {"));

    public static TheoryData<string, string, double> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string, double>();
            foreach (var ground in new[] { "background", "surface", "sunk" })
            {
                pairs.Add("text", ground, Text);
                pairs.Add("text-soft", ground, Text);
                pairs.Add("primary", ground, Text);
                pairs.Add("red", ground, Text);
                pairs.Add("field-line", ground, Edge);
            }

            foreach (var colour in new[] { "primary", "green", "red", "amber", "violet" })
            {
                pairs.Add("text", $"{colour}-soft", Text);
                pairs.Add(colour, "surface", Edge);
                pairs.Add(colour, $"{colour}-soft", Text);
            }

            foreach (var ground in new[] { "primary", "primary-dark", "green", "green-strong", "red", "red-strong", "violet" })
            {
                pairs.Add("on-primary", ground, Text);
            }

            foreach (var colour in new[] { "green", "red", "amber" })
            {
                pairs.Add($"{colour}-strong", $"{colour}-soft", Text);
            }

            for (var child = 1; child <= 6; child++)
            {
                pairs.Add($"child-{child}", $"child-{child}-soft", Text);
            }

            pairs.Add("text-soft", "grey-soft", Text);
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_colour_stands_out_from_its_ground(string colour, string ground, double wanted)
    {
        Contrast(Light[colour], Light[ground]).Should().BeGreaterThanOrEqualTo(wanted, "light");
        var dark = Light
            .Concat(Dark)
            .GroupBy(one => one.Key, StringComparer.Ordinal)
            .ToDictionary(one => one.Key, one => one.Last().Value, StringComparer.Ordinal);
        Contrast(dark[colour], dark[ground]).Should().BeGreaterThanOrEqualTo(wanted, "dark");
    }

    [Fact]
    public void Dark_by_the_devices_wish_and_dark_by_choice_are_the_same()
    {
        foreach (var sheet in new[] { Theme, Mud })
        {
            Lines(Block(sheet, ":root[data-theme=\"dark\"] {")).Should().Equal(Lines(Block(sheet, ":root:not([data-theme=\"light\"]) {")));
        }
    }

    [Fact]
    public void An_organisation_s_colour_is_judged_on_the_grounds_that_the_sheet_has()
    {
        foreach (var (grounds, sheet) in new[] { (LookGrounds.Light, Light), (LookGrounds.Dark, Dark) })
        {
            new[] { grounds.Background, grounds.Surface, grounds.Sunk, grounds.Text, grounds.OnAccent }
                .Select(colour => colour.ToString())
                .Should()
                .Equal(sheet["background"], sheet["surface"], sheet["sunk"], sheet["text"], sheet["on-primary"]);
        }

        AccentColours.Portal.ToString().Should().Be(Light["primary"]);
    }

    [Fact]
    public void No_other_sheet_has_colours_of_its_own()
    {
        var sheets = SourceTree.Files("Web", "*.css").Where(file => Path.GetFileName(file) is not ("theme.css" or "mud.css")).ToList();

        // On paper all is black on white.
        sheets.SelectMany(file => Hex().Matches(File.ReadAllText(file).Split("@media print")[0])).Select(match => match.Value).Should().BeEmpty();
        sheets.Should().HaveCountGreaterThan(1);
    }

    [Fact]
    public void What_one_component_alone_is_drawn_with_stands_beside_it()
    {
        var components = SourceTree.Files("Web", "*.razor").Select(file => (Name: SourceTree.Name(file), Source: SourceTree.Whole(file))).ToList();
        var scripts = string.Concat(SourceTree.Files("Web", "*.js").Select(File.ReadAllText));

        var misplaced =
            from name in Class()
                .Matches(Read("portal.css").Split("@media print")[0])
                .Select(match => match.Groups["name"].Value)
                .Distinct(StringComparer.Ordinal)
            // Of MudBlazor's parts, and what a script sets.
            where !name.StartsWith("mud-", StringComparison.Ordinal) && !HasWord(scripts, name)
            let users = components.Where(component => HasWord(component.Source, name)).Select(component => component.Name).ToList()
            // The frame of every page is one thing, and the bar of a lost connection a part of it: its links are built by hand, where no style of
            // a component reaches.
            where
                users is [var only]
                && !only.Contains("/Layout/", StringComparison.Ordinal)
                && !only.EndsWith("ReconnectScreen.razor", StringComparison.Ordinal)
                && !SharedParts.Contains(name)
            select $"{name}: {users[0]}";

        misplaced.Should().BeEmpty();
    }

    private static bool HasWord(string source, string word) => Regex.IsMatch(source, $@"(?<![\w-]){Regex.Escape(word)}(?![\w-])", RegexOptions.None, Second);

    [Fact]
    public void All_that_MudBlazor_s_sheet_asks_of_its_theme_is_said_in_the_portal_s()
    {
        var asked = MudName().Matches(File.ReadAllText(MudSheet())).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        var own = MudOwn().Matches(File.ReadAllText(MudSheet())).Select(match => match.Groups["name"].Value);
        var said = MudOwn().Matches(Mud).Select(match => match.Groups["name"].Value);

        // A drawer says its height itself.
        asked.RemoveWhere(name => name.StartsWith("--mud-drawer-height-", StringComparison.Ordinal));
        asked.Except(own, StringComparer.Ordinal).Except(said, StringComparer.Ordinal).Should().BeEmpty();
        asked.Should().HaveCountGreaterThan(100);
    }

    private static string Read(string sheet) => File.ReadAllText(Path.Combine(SourceTree.Root, "src", "Web", "wwwroot", "css", sheet));

    private static string MudSheet()
    {
        // Where the manifest of the portal's own assets says that the library's lie.
        var manifest = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ClsPortal.Web.staticwebassets.runtime.json"));
        var folder = MudRoot().Match(manifest).Groups["folder"].Value;
        return Path.Combine(folder, "MudBlazor.min.css");
    }

    private static string Block(string sheet, string head)
    {
        var start = sheet.IndexOf(head, StringComparison.Ordinal) + head.Length;
        return sheet[start..sheet.IndexOf('}', start)];
    }

    private static IEnumerable<string> Lines(string block) => block.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static IReadOnlyDictionary<string, string> Colors(string block) =>
        Color().Matches(block).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value, StringComparer.Ordinal);

    private static double Contrast(string one, string other) => Colour.Of(one)!.Value.ContrastWith(Colour.Of(other)!.Value);

    [GeneratedRegex(@"--(?<name>[a-z0-9-]+):\s*(?<value>#[0-9a-f]{6});", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Color();

    [GeneratedRegex(@"\.(?<name>[a-zA-Z][\w-]*)(?=[^{}]*\{)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Class();

    [GeneratedRegex(@"#[0-9a-fA-F]{3,8}\b(?=[;,\s)])", RegexOptions.None, 1000)]
    private static partial Regex Hex();

    // Without a value of its own to fall back on.
    [GeneratedRegex(@"var\((?<name>--mud-(palette|typography|default|zindex|elevation|drawer|appbar)[a-z0-9-]*)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MudName();

    [GeneratedRegex(@"(?<name>--mud-[a-z0-9-]+):", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MudOwn();

    [GeneratedRegex("\"(?<folder>[^\"]*mudblazor[^\"]*staticwebassets[^\"]*)\"", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex MudRoot();
}
