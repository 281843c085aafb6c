using ClsPortal.Application.Families;
using CsCheck;

namespace ClsPortal.Application.Tests.Families;

public sealed class TypedDateTests
{
    private static readonly DateOnly Today = new(2026, 11, 28);

    [Theory]
    [InlineData("25/10/2016")]
    [InlineData("25-10-2016")]
    [InlineData("25.10.16")]
    [InlineData("25/10/16")]
    [InlineData("25 10 2016")]
    [InlineData("25 / 10 / 2016")]
    [InlineData("2016-10-25")]
    [InlineData("2016/10/25")]
    [InlineData("2016-10-25T00:00:00")]
    [InlineData("2016-10-25T00:00:00.000Z")]
    [InlineData("2016-10-25T00:00:00+02:00")]
    [InlineData("25/10/2016 00:00")]
    [InlineData("25/10/2016 12:00:00 AM")]
    [InlineData("25/10/2016 à 14h30")]
    [InlineData("25 octobre 2016")]
    [InlineData("25 oct. 2016")]
    [InlineData("mardi 25 octobre 2016")]
    [InlineData("mar. 25 oct. 2016")]
    [InlineData("25-oct-16")]
    [InlineData("Oct 25, 2016")]
    [InlineData("October 25th, 2016")]
    [InlineData("20161025")]
    [InlineData("25102016")]
    [InlineData("42668")]
    [InlineData("42668.0")]
    [InlineData("\u200B25\u00A0octobre\u202F2016")]
    public void What_can_be_read_in_one_way_is_taken(string typed) =>
        TypedDate.Read(typed, DateOrder.Unknown, Today).Should().Be((new DateOnly(2016, 10, 25), ""));

    [Theory]
    [InlineData("05/09/2016", "2016-09-05")]
    [InlineData("05.09.16", "2016-09-05")]
    [InlineData("1er janvier 2016", "2016-01-01")]
    [InlineData("5 mar 2016", "2016-03-05")]
    [InlineData("05/05/16", "2016-05-05")]
    [InlineData("29/02/2016", "2016-02-29")]
    [InlineData("20/10/98", "1998-10-20")]
    [InlineData("20102012", "2012-10-20")]
    public void The_day_comes_first_as_the_French_write(string typed, string day) =>
        TypedDate.Read(typed, DateOrder.Unknown, Today).Day.Should().Be(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("5/9/16", "deux façons (5 septembre 2016 ou 9 mai 2016)")]
    [InlineData("12/03/15", "deux façons")]
    [InlineData("01/02/03", "deux façons")]
    [InlineData("10/25/2016", "écrivez 25/10/2016")]
    [InlineData("29/02/2015", "n’existe pas : 29 février 2015")]
    [InlineData("31/04/2016", "n’existe pas")]
    [InlineData("00/05/16", "ne se lit pas")]
    [InlineData("25/10/0016", "ne se lit pas")]
    [InlineData("March 12", "ne se lit pas")]
    [InlineData("oct. 2016", "ne se lit pas")]
    [InlineData("2016", "ne se lit pas")]
    [InlineData("99999999", "ne se lit pas")]
    [InlineData("2016-10-24T22:00:00Z", "autre fuseau")]
    [InlineData("né en 2016", "ne se lit pas")]
    [InlineData("٢٥/١٠/٢٠١٦", "ne se lit pas")]
    public void What_can_be_read_in_two_ways_or_in_none_is_told(string typed, string error) =>
        TypedDate
            .Read(typed, DateOrder.Unknown, Today)
            .Should()
            .Match<(DateOnly? Day, string Error)>(answer => answer.Day == null && answer.Error.Contains(error));

    [Fact]
    public void The_other_dates_of_a_column_settle_the_order_or_put_it_in_doubt()
    {
        var french = DateOrder.Of(["25/10/2016", "5/9/16", "14.07.2015"]);
        var american = DateOrder.Of(["10/25/2016", "05/09/2016"]);

        TypedDate.Read("5/9/16", french, Today).Day.Should().Be(new DateOnly(2016, 9, 5));
        TypedDate.Read("05/09/2016", american, Today).Error.Should().Contain("deux façons");
    }

    [Fact]
    public void Days_count_from_1904_where_the_workbook_says_so() =>
        TypedDate.Read("41206", DateOrder.Unknown, Today, countsFrom1904: true).Day.Should().Be(new DateOnly(2016, 10, 25));

    [Fact]
    public void Nothing_that_is_typed_throws() =>
        Gen.String[Gen.Char["0123456789/.-: TZavrilmsoct,+h\u00A0"], 0, 20].Sample(typed => TypedDate.Read(typed, DateOrder.Unknown, Today).Error is not null);
}
