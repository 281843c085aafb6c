using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using ClsPortal.Application.Shared;

namespace ClsPortal.Web.Tests.Shared;

/// <summary>
/// Every French text of the portal: what the assemblies hold as literals (C# and the markup of pages alike), so that no code is taken for words;
/// and, where a text and what is put into it must be seen together, the sources.
/// </summary>
public sealed partial class FrenchTextTests
{
    private static readonly string[] Assemblies = ["ClsPortal.Domain", "ClsPortal.Application", "ClsPortal.Infrastructure", "ClsPortal.Web"];

    // What looks like the fault and is none, each with its reason.
    private static readonly string[] Allowed =
    [
        "né(e)", // whether a child is a girl or a boy is nowhere written
    ];

    public static TheoryData<string, string> Kinds =>
        new()
        {
            { "a plural in brackets is no sentence: Wording.Count", @"\p{L}\((s|e|es|nt|x)\)" },
            { "a no-break space stands before : ; ? ! » and €", @"[ ][:;?!»€](?=$|[\s<.,)])|(?<!#)\p{Ll}[?!€](?=$|[ <])" },
            { "a no-break space follows «", "«[ ]" },
            { "a space follows a full stop", @"\p{Ll}{2}\.\p{Lu}\p{Ll}+ \p{Ll}" },
        };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_text_has_the_fault(string rule, string fault)
    {
        var faults = Assemblies
            .SelectMany(Literals)
            .Where(text => French().IsMatch(text) && !Machine().IsMatch(text))
            .Where(text => Regex.IsMatch(Allowed.Aggregate(text, (rest, allowed) => rest.Replace(allowed, "", StringComparison.Ordinal)), fault));

        string.Join('\n', faults).Should().BeEmpty(rule);
    }

    [Fact]
    public void A_first_name_follows_de_by_way_of_the_helper_that_elides()
    {
        var faults = Sources("*.razor", "*.cs")
            .SelectMany(file => File.ReadLines(file).Where(line => NameAfterDe().IsMatch(line)).Select(line => $"{Path.GetFileName(file)}: {line.Trim()}"));

        string.Join('\n', faults).Should().BeEmpty("Wording.Of writes « d’Emma »");
    }

    [Fact]
    public void No_screen_names_a_key_of_the_configuration()
    {
        var faults = Sources("*.razor", "*.razor.cs")
            .Where(file =>
                File.ReadAllText(file) is var page
                && (page.Contains("Portal:", StringComparison.Ordinal) || page.Contains("Portal__", StringComparison.Ordinal))
            );

        string.Join('\n', faults).Should().BeEmpty("staff cannot set it: say what to tell the person who hosts the portal");
    }

    // A text parameter takes what stands between the quotes as it is, unless an @ says that it is C#.
    [Fact]
    public void No_screen_shows_an_expression_instead_of_its_value()
    {
        var faults = Literals("ClsPortal.Web").Where(text => Regex.IsMatch(text, @"^(_\w+|[a-z]\w*|Line|Child|Member|Session)\.[A-Z]\w*$"));

        string.Join('\n', faults).Should().BeEmpty("Text=\"@line.Confidential\", with the sign");
    }

    [Fact]
    public void The_scan_reads_the_texts_of_pages_and_of_code()
    {
        Literals("ClsPortal.Web")
            .Should()
            .Contain(text => text.Contains("Demande retirée pour le", StringComparison.Ordinal))
            .And.Contain(text => text.Contains("Comment ce prix est calculé", StringComparison.Ordinal));
        Sources("*.razor").Should().HaveCountGreaterThan(100);
    }

    [Theory]
    [InlineData("Emma", "d’Emma")]
    [InlineData("Élodie", "d’Élodie")]
    [InlineData("Œdipe", "d’Œdipe")]
    [InlineData("Yves", "d’Yves")]
    [InlineData("Yanis", "de Yanis")]
    [InlineData("Hugo", "d’Hugo")]
    [InlineData("Hamza", "de Hamza")]
    [InlineData("Paul", "de Paul")]
    [InlineData("", "de ")]
    [InlineData("\uD83D\uDC69", "de \uD83D\uDC69")]
    [InlineData("\uFFFE", "de \uFFFE")]
    public void De_elides_as_it_is_spoken(string name, string expected) => Wording.Of(name).Should().Be(expected);

    [Theory]
    [InlineData(0, "0 séance")]
    [InlineData(1, "1 séance")]
    [InlineData(2, "2 séances")]
    public void None_and_one_are_singular(int number, string expected) => Wording.Count(number, "séance", "séances").Should().Be(expected);

    private static List<string> Literals(string assembly)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll")));
        var reader = file.GetMetadataReader();
        List<string> texts = [];
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = reader.GetNextHandle(handle))
        {
            texts.Add(reader.GetUserString(handle));
        }

        return texts;
    }

    private static IEnumerable<string> Sources(params string[] patterns) =>
        patterns.SelectMany(SourceTree.Files).Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal));

    // A letter of French, or a word between spaces; a mark alone (between two values) counts as well.
    [GeneratedRegex(@"\p{L}{2}|^ [:;?!»€]|[«»€]")]
    private static partial Regex French();

    // Statements, patterns, keys, logs and English: never on a screen.
    [GeneratedRegex(@"\b(SELECT|UPDATE|INSERT|DELETE|CREATE|DROP|WHERE)\b|\b(the|is '|expected|sandbox|script-src)\b|\(\?[<:=!]|=>|function|\{[A-Z]\w+\}")]
    private static partial Regex Machine();

    [GeneratedRegex(
        @"\b[dD]e (\{|@)(?!Wording)[\w.?!]*\b(?:ChildName|FirstName|Child\.Name|Member\.Name|person\.Name|FiledByName|Owner|GuardianName|child|Name)\b(?![\w(])"
            + @"(?<!FileName|FamilyName|CentreName|ActivityName)"
    )]
    private static partial Regex NameAfterDe();
}
