using ClsPortal.Domain.Invoicing;

namespace ClsPortal.Domain.Tests.Invoicing;

/// <summary>What the codes of the Trésorerie's file may be, at the edges of each field.</summary>
public sealed class TreasuryCodesTests
{
    private static TreasurySettings Right => new("089012", "21890068200017", "123", "A1", "Chablis", "45");

    [Fact]
    public void The_usual_codes_are_right()
    {
        Right.Wrong().Should().BeNull();
        (Right.AccountCode, Right.ReductionPieceType, Right.ReductionFileType).Should().Be(("588", "02", "PESALR1"));
        (Right.Period, Right.KeyCode, Right.CivilityOfMen, Right.CivilityOfWomen).Should().Be(("0", "", "M", "MME"));
    }

    [Theory]
    [InlineData(nameof(TreasurySettings.PostCode), "123456|1234567|02A123|02B1234|02A1234", "12345|12345678|02C123|02a123|02A12B|12345A|A2B1234|")]
    [InlineData(nameof(TreasurySettings.Siret), "12345678901234", "1234567890123|123456789012345|1234567890123A|")]
    [InlineData(nameof(TreasurySettings.CollectivityCode), "000|999", "12|1234|12A|")]
    [InlineData(nameof(TreasurySettings.BudgetCode), "00|Z9|A0", "a1|1A|AA|1|123|-1|É1|")]
    [InlineData(nameof(TreasurySettings.Label), "C|Œuilly|12345678901234567890123456789012345678", "123456789012345678901234567890123456789| |李小龍|")]
    [InlineData(nameof(TreasurySettings.ProductCode), "1|aZ09", "12345|1-2|É|")]
    [InlineData(nameof(TreasurySettings.AccountCode), "5|123456789012", "1234567890123|58A|")]
    [InlineData(nameof(TreasurySettings.Period), "0|9", "10|A|")]
    [InlineData(nameof(TreasurySettings.KeyCode), "|1|1234", "12345|A|1A")]
    [InlineData(nameof(TreasurySettings.CivilityOfMen), "M|M.|Monsieur|abcdefghij", "abcdefghijk|M1|MLLE|Mlle|mel|Melle|É|")]
    [InlineData(nameof(TreasurySettings.CivilityOfWomen), "MME|Mme|Madame|ME", "abcdefghijk|MME 1|MLLE|ml|MEL|")]
    [InlineData(nameof(TreasurySettings.ReductionPieceType), "02|99", "2|002|A2|")]
    [InlineData(nameof(TreasurySettings.ReductionFileType), "P|PESALR_1|12345678901234567890", "123456789012345678901|PES-1|É|")]
    public void Each_code_is_what_the_schema_takes(string name, string right, string wrong)
    {
        var rule = TreasuryCodeRule.All.Single(rule => rule.Name == name);

        foreach (var value in right.Split('|'))
        {
            With(name, value).Wrong().Should().BeNull("{0} may be {1}", name, value);
        }

        foreach (var value in wrong.Split('|'))
        {
            With(name, value).Wrong().Should().Be((name, value, rule.Expected));
        }
    }

    [Fact]
    public void The_first_wrong_code_is_told_in_the_order_of_the_form()
    {
        TreasuryCodeRule
            .All.Select(rule => rule.Name)
            .Should()
            .Equal(
                nameof(TreasurySettings.PostCode),
                nameof(TreasurySettings.Siret),
                nameof(TreasurySettings.CollectivityCode),
                nameof(TreasurySettings.BudgetCode),
                nameof(TreasurySettings.Label),
                nameof(TreasurySettings.ProductCode),
                nameof(TreasurySettings.AccountCode),
                nameof(TreasurySettings.Period),
                nameof(TreasurySettings.KeyCode),
                nameof(TreasurySettings.CivilityOfMen),
                nameof(TreasurySettings.CivilityOfWomen),
                nameof(TreasurySettings.ReductionPieceType),
                nameof(TreasurySettings.ReductionFileType)
            );
        (With(nameof(TreasurySettings.Siret), "") with { Label = "" }).Wrong()!.Value.Name.Should().Be(nameof(TreasurySettings.Siret));
    }

    [Fact]
    public void Every_rule_says_in_words_what_it_wants() =>
        TreasuryCodeRule.All.Should().OnlyContain(rule => rule.Expected.Length > 0 && rule.Sentence.StartsWith("Indiquez ") && rule.Sentence.EndsWith('.'));

    [Fact]
    public void A_version_of_the_codes_says_whose_it_is()
    {
        var (now, by) = (new DateTime(2019, 1, 15, 8, 0, 0, DateTimeKind.Utc), Guid.NewGuid());

        TreasuryCodes
            .Version(Right, now, by, "Claude")
            .Should()
            .BeEquivalentTo(
                new
                {
                    Terms = Right,
                    ChangedAt = now,
                    ChangedBy = by,
                    ChangedByName = "Claude",
                }
            );
    }

    private static TreasurySettings With(string name, string value)
    {
        var changed = Right with { };
        typeof(TreasurySettings).GetProperty(name)!.SetValue(changed, value);
        return changed;
    }
}
