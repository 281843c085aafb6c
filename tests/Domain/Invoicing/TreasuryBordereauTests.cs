using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;

namespace ClsPortal.Domain.Tests.Invoicing;

/// <summary>What a bordereau keeps of the invoices that it hands over, and how a debtor fits its fields.</summary>
public sealed class TreasuryBordereauTests
{
    private static readonly TreasuryDebtor Written = new("Mme", "Test", "Mère", "Bât. C", "2 rue du Serein", "Poinchy", "89800", "Chablis");

    [Fact]
    public void A_bordereau_keeps_all_that_its_file_is_written_of()
    {
        var (now, by) = (new DateTime(2019, 2, 1, 8, 0, 0, DateTimeKind.Utc), Guid.NewGuid());

        var bordereau = TreasuryBordereau.Of(
            new(2019, 3, true),
            new(2019, 1, 1),
            new(2019, 1, 31),
            new(2019, 2, 1),
            [new TitleToIssue(11, 1620, 0, Written), new TitleToIssue(12, 380, 20, Written)],
            new(now, by, "Claude"),
            codesId: 5
        );

        bordereau
            .Should()
            .BeEquivalentTo(
                new
                {
                    Year = 2019,
                    Number = 3,
                    IsReduction = true,
                    From = new DateOnly(2019, 1, 1),
                    To = new DateOnly(2019, 1, 31),
                    IssuedOn = new DateOnly(2019, 2, 1),
                    TitleCount = 2,
                    TotalCents = 2000L,
                    CreatedAt = now,
                    CreatedBy = by,
                    CreatedByName = "Claude",
                    CodesId = 5,
                    CancelledAt = (DateTime?)null,
                    CancelReason = (string?)null,
                }
            );
        bordereau
            .Titles.Select(title => (title.Position, title.InvoiceId, title.AmountCents, title.CreditedCents))
            .Should()
            .Equal((1, 11, 1620, 0), (2, 12, 380, 20));
        bordereau.Titles.Should().OnlyContain(title => !title.IsCancelled);
        bordereau.Titles[0].Should().BeEquivalentTo(Written);
    }

    [Fact]
    public void A_bordereau_of_nothing_is_none()
    {
        var empty = () => TreasuryBordereau.Of(new(2019, 1, false), default, default, default, [], new(default, Guid.Empty, ""));

        empty.Should().Throw<ArgumentException>().WithMessage("A bordereau holds at least one title.*").WithParameterName("titles");
    }

    [Theory]
    [InlineData(38, true)]
    [InlineData(39, false)]
    public void Every_part_holds_38_letters_and_not_one_more(int length, bool fits)
    {
        var text = new string('a', length);
        var at = new PostalAddress("", "2 rue du Serein", "", "89800", "Chablis");
        Debtor[] debtors =
        [
            new("M.", text, "b", at),
            new("M.", "a", text, at),
            new("M.", "a", "b", at with { Complement = text }),
            new("M.", "a", "b", at with { Street = text }),
            new("M.", "a", "b", at with { Locality = text }),
            new("M.", "a", "b", at with { Town = text }),
        ];

        foreach (var debtor in debtors)
        {
            TreasuryDebtor.FlawsOf(debtor).Should().Equal(fits ? [] : [DebtorFlaw.TooLong]);
            (TreasuryDebtor.Of(debtor) is not null).Should().Be(fits);
        }
    }

    [Fact]
    public void A_letter_that_cannot_be_written_is_told_wherever_it_stands()
    {
        var at = new PostalAddress("", "2 rue du Serein", "", "89800", "Chablis");
        Debtor[] debtors =
        [
            new("M.", "李", "b", at),
            new("M.", "a", "李", at),
            new("M.", "a", "b", at with { Complement = "李" }),
            new("M.", "a", "b", at with { Street = "2 李" }),
            new("M.", "a", "b", at with { Locality = "李" }),
            new("M.", "a", "b", at with { Town = "李" }),
        ];

        debtors.Should().OnlyContain(debtor => TreasuryDebtor.FlawsOf(debtor).SequenceEqual(new[] { DebtorFlaw.OtherLetters }));
    }

    [Theory]
    [InlineData("8980A")]
    [InlineData("898000")]
    [InlineData("")]
    public void A_post_code_is_five_digits(string code) =>
        TreasuryDebtor.FlawsOf(new Debtor("Mme", "a", "b", new PostalAddress("", "c", "", code, "d"))).Should().Equal(DebtorFlaw.NoPostCode);

    [Fact]
    public void A_street_breaks_at_the_last_blank_that_leaves_a_part_which_fits()
    {
        Broken(new string('a', 38) + " b").Should().Be((new string('a', 38), "b"));
        Broken("1 " + new string('a', 36) + " b").Should().Be(("1 " + new string('a', 36), "b"));
        Broken("1 " + new string('a', 37)).Should().Be(("1", new string('a', 37)));

        static (string, string) Broken(string street)
        {
            var debtor = TreasuryDebtor.Of(new Debtor("M.", "a", "b", new PostalAddress("", street, "", "89800", "Chablis")))!;
            return (debtor.Street, debtor.Locality);
        }
    }
}
