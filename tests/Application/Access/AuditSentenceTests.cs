using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using ClsPortal.Application.Access;
using ClsPortal.Application.Attendance;
using ClsPortal.Application.Overview;
using ClsPortal.Infrastructure.Shared;

namespace ClsPortal.Application.Tests.Access;

/// <summary>The journal is read by people: each act that the code can write has a sentence. The acts are found in the assemblies' own literals.</summary>
public sealed partial class AuditSentenceTests
{
    // Literals of the same shape that are no acts.
    private static readonly string[] NoActs =
    [
        "portal.message.duration",
        "portal.writes.waiting",
        "portal.writes.turned_away",
        "portal.circuits.open",
        "manifest.json",
        "portal.db",
        "portal.key",
        "donnees.json",
        "dossier.html",
        "common-passwords.txt",
        "content.xml",
        "dotnet.exe",
    ];

    [Fact]
    public void Every_act_in_the_code_has_a_French_sentence() => Acts().Where(act => !AuditSentences.Knows(act)).Should().BeEmpty();

    [Fact]
    public void Every_list_and_export_has_one_too()
    {
        Enum.GetNames<DayListKind>().Select(kind => $"list.{kind.ToLowerInvariant()}").Should().OnlyContain(act => AuditSentences.Knows(act));
        Enum.GetNames<ExportKind>().Select(kind => $"export.{kind.ToLowerInvariant()}").Should().OnlyContain(act => AuditSentences.Knows(act));
    }

    [Fact]
    public void Every_act_belongs_to_a_kind_that_the_journal_can_be_searched_by() =>
        Acts()
            .Concat(["list.bus", "export.families"])
            .Select(act => act.Split('.')[0])
            .Distinct()
            .Should()
            .BeSubsetOf(AuditSentences.Kinds.Select(kind => kind.Code));

    [Fact]
    public void The_search_for_literals_finds_acts() => Acts().Should().Contain(["health.read", "booking.cancelled.invoiced", "user.joined"]);

    private static IEnumerable<string> Acts() =>
        new[] { typeof(AuditSentences).Assembly, typeof(PortalDbContext).Assembly }
            .SelectMany(assembly => Literals(assembly.Location))
            .Where(text => Act().IsMatch(text))
            .Except(NoActs, StringComparer.Ordinal)
            .Distinct(StringComparer.Ordinal);

    private static List<string> Literals(string file)
    {
        using var reader = new PEReader(File.OpenRead(file));
        var metadata = reader.GetMetadataReader();
        var texts = new List<string>();
        for (var handle = MetadataTokens.UserStringHandle(0); ; )
        {
            handle = metadata.GetNextHandle(handle);
            if (handle.IsNil)
            {
                return texts;
            }

            texts.Add(metadata.GetUserString(handle));
        }
    }

    [GeneratedRegex(@"^[a-z][a-z-]*(\.[a-z][a-z-]*)+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Act();
}
