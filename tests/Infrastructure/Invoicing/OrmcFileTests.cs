using System.Text;
using System.Xml.Linq;
using ClsPortal.Application.Invoicing;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Invoicing;

namespace ClsPortal.Infrastructure.Tests.Invoicing;

/// <summary>The Trésorerie's file, byte by byte against a golden one of each kind, and element by element against what its description requires.</summary>
public sealed class OrmcFileTests
{
    private static readonly DateOnly On = new(2026, 11, 12);
    private static readonly TreasurySettings Codes = new("089012", "20006746900018", "123", "A0", "Communauté Chablis", "83") { Period = "3", KeyCode = "45" };
    private static readonly TreasuryDebtor Mother = TreasuryDebtor.Of(
        new Debtor("Mme", "Test", "Mère", PostalAddress.Of("Bât. C\n12 rue des Vignes\nHameau de Poinchy", "89800", "Chablis"))
    )!;
    private static readonly TreasuryDebtor Father = TreasuryDebtor.Of(
        new Debtor("M.", "Иванов", "Père", PostalAddress.Of("2 rue du Serein", "89800", "Chablis"))
    )!;

    [Theory]
    [InlineData(false, "ormc.xml")]
    [InlineData(true, "reduction.xml")]
    public async Task The_file_is_the_golden_one(bool isReduction, string golden)
    {
        var written = Encoding.Latin1.GetString(await WriteAsync(Content(isReduction)));

        written.ReplaceLineEndings("\n").TrimEnd().Should().Be(Golden(golden).ReplaceLineEndings("\n").TrimEnd());
    }

    [Theory]
    [InlineData("ormc.xml")]
    [InlineData("reduction.xml")]
    public void A_golden_file_is_as_the_description_requires(string golden) =>
        PesDescription.FaultsOf(XDocument.Parse(Golden(golden)).Root!).Should().BeEmpty();

    [Fact]
    public void Every_element_that_the_description_names_stands_in_a_golden_file()
    {
        var written = new[] { "ormc.xml", "reduction.xml" }
            .SelectMany(golden => XDocument.Parse(Golden(golden)).Descendants())
            .Where(element => !element.HasElements)
            .Select(element => element.Name.LocalName);

        PesDescription.Named.Select(name => name.Split('/')[^1]).Except(written).Should().BeEmpty();
    }

    // A check of the check: whoever swaps two lines of the writer, or leaves one out, is told.
    [Theory]
    [InlineData("ormc.xml")]
    [InlineData("reduction.xml")]
    public void Two_elements_that_change_places_or_one_that_is_missing_are_noticed(string golden)
    {
        string[] optional =
        [
            "LibelleColBud",
            "InfoDematerialisee",
            "DteAsp",
            "Objet",
            "ObjPce",
            "ObjLignePce",
            "RefTiers",
            "Adr1",
            "Adr3",
            "IdLigneOrig",
            "RattachPiece",
        ];
        var count = XDocument.Parse(Golden(golden)).Descendants().Count();
        for (var at = 1; at < count; at++)
        {
            var (swapped, removed) = (XDocument.Parse(Golden(golden)), XDocument.Parse(Golden(golden)));
            var element = swapped.Descendants().ElementAt(at);
            if (element.ElementsAfterSelf().FirstOrDefault() is { } next && next.Name != element.Name)
            {
                element.Remove();
                next.AddAfterSelf(element);
                PesDescription.FaultsOf(swapped.Root!).Should().NotBeEmpty($"{element.Name.LocalName} and {next.Name.LocalName} changed places");
            }

            var gone = removed.Descendants().ElementAt(at);
            if (!optional.Contains(gone.Name.LocalName) && gone.Name.LocalName is not ("Bordereau" or "BlocBordereau" or "PES_RecetteAller"))
            {
                gone.Remove();
                PesDescription.FaultsOf(removed.Root!).Should().NotBeEmpty($"{gone.Name.LocalName} is missing");
            }
        }
    }

    [Theory]
    [InlineData("Civilite", "Mlle")]
    [InlineData("Civilite", "MLLE")]
    [InlineData("Adr2", "")]
    [InlineData("MtHT", "0.00")]
    [InlineData("MtHT", "-1.00")]
    [InlineData("CatTiers", "50")]
    [InlineData("NatJur", "0")]
    [InlineData("Per", "10")]
    [InlineData("TypPce", "02")]
    [InlineData("LibelleColBud", "Communauté de communes Chablis, Villages et Terroirs")]
    [InlineData("CodBud", "00000")]
    public void What_the_description_rejects_is_noticed(string name, string value)
    {
        var file = XDocument.Parse(Golden("ormc.xml"));
        file.Descendants(name).First().SetAttributeValue("V", value);

        PesDescription.FaultsOf(file.Root!).Should().NotBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    public async Task The_period_is_the_same_digit_in_every_month_and_October_is_not_January(int month)
    {
        var content = Content(isReduction: false);
        var first = new DateOnly(2026, month, 1);

        var root = XDocument
            .Parse(
                Encoding.Latin1.GetString(
                    await WriteAsync(
                        content with
                        {
                            Titles = Of(Title(1, "1234", 1181, Mother, null) with { PeriodFrom = first, PeriodTo = first.AddMonths(1).AddDays(-1) }),
                        }
                    )
                )
            )
            .Root!;

        root.Descendants("Per").Single().Attribute("V")!.Value.Should().Be("3");
    }

    [Fact]
    public async Task Without_a_code_for_the_nature_the_first_key_is_over_the_bordereaus_number()
    {
        var content = Content(isReduction: false);
        var root = XDocument.Parse(Encoding.Latin1.GetString(await WriteAsync(content with { Treasury = Codes with { KeyCode = "" }, Number = 46 }))).Root!;

        root.Descendants("Cle1").First().Attribute("V")!.Value.Should().Be(DebtReference.Modulo11("12346263" + "0000000001234"));
    }

    private static BordereauContent Content(bool isReduction) =>
        isReduction
            ? new BordereauContent(Codes, 2026, 3, true, On, 1, 1181, Of(Title(1, "1240", 1181, Mother, new ReducedTitle("1234", 2026, 7))))
            : new BordereauContent(
                Codes,
                2026,
                45,
                false,
                On,
                2,
                6041,
                Of(Title(1, "1234", 1181, Mother, null), Title(2, "1235", 4860, Father, null) with { FamilyNumber = "0120" })
            );

    private static BordereauTitle Title(int position, string number, long cents, TreasuryDebtor debtor, ReducedTitle? reduced) =>
        new(position, number, new(2026, 10, 1), new(2026, 10, 31), new(2026, 12, 12), cents, "0119", debtor, reduced);

    private static async IAsyncEnumerable<BordereauTitle> Of(params BordereauTitle[] titles)
    {
        foreach (var title in titles)
        {
            yield return title;
        }

        await Task.CompletedTask;
    }

    private static async Task<byte[]> WriteAsync(BordereauContent content)
    {
        using var target = new MemoryStream();
        await OrmcFile.WriteAsync(content, target, TestContext.Current.CancellationToken);
        return target.ToArray();
    }

    private static string Golden(string name)
    {
        using var stream = typeof(OrmcFileTests).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"No {name}");
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
