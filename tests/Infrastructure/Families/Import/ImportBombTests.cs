using System.Diagnostics;
using System.Text;
using ClsPortal.Application.Families;
using ClsPortal.Infrastructure.Families;
using static ClsPortal.Infrastructure.Tests.Families.WorkbookSamples;

namespace ClsPortal.Infrastructure.Tests.Families;

/// <summary>Small files that ask for much: each is refused in a sentence, after little time and memory.</summary>
public sealed class ImportBombTests
{
    // Many times what each takes, and a fraction of what a bomb took. The reader itself gives up after half a minute.
    private const long MostBytes = 250L * 1024 * 1024;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Workbooks => [.. Bombs.Keys];

    private static readonly Dictionary<string, (Func<byte[]> File, string Sentence)> Bombs = new(StringComparer.Ordinal)
    {
        ["two far corners"] = (
            () => Book("<sheetData><row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row></sheetData>"),
            "XFD1048576"
        ),
        ["a million filled cells"] = (
            () => Book($"<sheetData>{Repeat($"<row>{Repeat("<c><v>1</v></c>", 200)}</row>", 5000)}</sheetData>"),
            "trop de cases remplies"
        ),
        ["millions of empty cells"] = (() => Book($"<sheetData>{Repeat($"<row>{Repeat("<c s='1'/>", 400)}</row>", 6_000)}</sheetData>"), "trop d’éléments"),
        ["millions of shared texts"] = (() => Book(Row("Numéro"), Repeat("<si><t>a</t></si>", 3_000_000)), "trop de textes"),
        ["one text of millions of signs"] = (() => Book(Row("Numéro"), $"<si><t>{new string('a', 60_000_000)}</t></si>"), "texte trop long"),
        ["one text in millions of pieces"] = (
            () => Book($"<sheetData><row><c t='inlineStr'><is>{Repeat("<r><t>a</t></r>", 2_000_000)}</is></c></row></sheetData>"),
            "texte trop long"
        ),
        ["an attribute of millions of signs"] = (() => Book($"<sheetData a='{new string('a', 60_000_000)}'/>"), "texte trop long"),
        ["elements one in the other"] = (() => Book(Repeat("<a>", 3_000_000)), "construit autrement"),
        ["millions of names"] = (() => Book(string.Concat(Enumerable.Range(0, 2_000_000).Select(number => $"<a{number}/>"))), "construit autrement"),
        ["more than it may unpack to"] = (() => Book($"<sheetData/>{Repeat($"<!--{new string('x', 1000)}-->", 70_000)}"), "bien plus grand"),
        ["merged cells over the whole sheet"] = (
            () => Book($"<sheetData>{Row("1")}{Repeat(Row("", "2"), 4000)}</sheetData>{Repeat("<mergeCell ref='A1:A1048576'/>", 200_000)}"),
            ""
        ),
    };

    [Theory, MemberData(nameof(Workbooks))]
    public void A_workbook_that_asks_for_much_gets_little(string bomb)
    {
        var (file, sentence) = Bombs[bomb];
        var content = file();
        content.Length.Should().BeLessThan((int)ImportFile.MostBytes);

        IsCheap(() => ImportFileReader.Read(content), out var outcome);

        if (sentence.Length > 0)
        {
            outcome.Refusal.Should().BeEquivalentTo(new { Code = "ImportTooMuch", Field = "File" });
            outcome.Refusal.Sentence.Should().MatchRegex($"{sentence}|en 30 secondes", "a machine with much to do runs out of time first").And.EndWith(".");
        }
    }

    [Theory]
    [InlineData("\n", 10_000_000, "aucune ligne")]
    [InlineData(";", 10_000_000, "aucune ligne")]
    [InlineData("a;", 5_000_000, "au-delà de la colonne")]
    [InlineData("a;b\n", 2_500_000, "plus de 5000 lignes")]
    [InlineData("a\"\"\"\"", 2_000_000, "texte trop long")]
    [InlineData("\"\"", 5_000_000, "guillemet")]
    public void A_text_that_asks_for_much_gets_little(string part, int times, string sentence)
    {
        var content = Encoding.UTF8.GetBytes(Repeat(part, times));

        IsCheap(() => ImportFileReader.Read(content), out var outcome);

        outcome.Refusal.Sentence.Should().Contain(sentence);
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_told_with_its_line() =>
        ImportFileReader
            .Read(Encoding.UTF8.GetBytes("Numéro;Nom\n1;\"Dupont\n2;Durand\n"))
            .Refusal.Sentence.Should()
            .Be("Un guillemet ouvert à la ligne 2 n’est jamais fermé.");

    private static void IsCheap<T>(Func<T> work, out T answer)
    {
        var (bytes, time) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        answer = work();
        (GC.GetAllocatedBytesForCurrentThread() - bytes).Should().BeLessThan(MostBytes);
        Stopwatch.GetElapsedTime(time).Should().BeLessThan(MostTime, "even on a machine with ten other things to do");
    }

    private static string Repeat(string part, int times) => new StringBuilder(part.Length * times).Insert(0, part, times).ToString();
}
