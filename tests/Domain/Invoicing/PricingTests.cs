using ClsPortal.Domain.Invoicing;
using CsCheck;

namespace ClsPortal.Domain.Tests.Invoicing;

public sealed class PricingTests
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(9);

    private static readonly TariffTerms Bands = new(TariffKind.Bands, TariffUnit.Session) { Bands = [(400, 500), (800, 900), (null, 1200)], MealCents = 420 };
    private static readonly TariffTerms Rate = new(TariffKind.Rate, TariffUnit.Session)
    {
        RatePercent = 1.2m,
        FloorCents = 400,
        CeilingCents = 1200,
    };

    [Theory]
    [InlineData(0, 500, PriceBasis.Band)]
    [InlineData(400, 500, PriceBasis.Band)]
    [InlineData(401, 900, PriceBasis.Band)]
    [InlineData(800, 900, PriceBasis.Band)]
    [InlineData(801, 1200, PriceBasis.Band)]
    [InlineData(null, 1200, PriceBasis.NoQuotient)]
    public void A_band_holds_up_to_and_with_its_last_quotient(int? quotient, long care, PriceBasis basis)
    {
        var price = Of(Bands, quotient);

        price
            .Should()
            .BeEquivalentTo(
                new
                {
                    Basis = basis,
                    CareCents = care,
                    MealCents = 420L,
                    TotalCents = care + 420,
                }
            );
    }

    [Theory]
    [InlineData(333, 400, PriceBasis.Floor)] // 3.996 €
    [InlineData(334, 401, PriceBasis.Rate)] // 4.008 €
    [InlineData(642, 770, PriceBasis.Rate)] // 7.704 €
    [InlineData(1000, 1200, PriceBasis.Rate)]
    [InlineData(1001, 1200, PriceBasis.Ceiling)]
    [InlineData(null, 1200, PriceBasis.NoQuotient)]
    public void A_rate_keeps_between_floor_and_ceiling(int? quotient, long cents, PriceBasis basis) =>
        Of(Rate, quotient).Should().BeEquivalentTo(new { Basis = basis, TotalCents = cents });

    [Theory]
    [InlineData(1, 1000)]
    [InlineData(2, 875)]
    [InlineData(3, 750)]
    [InlineData(4, 750)]
    public void Reductions_take_off_the_care_and_leave_the_meal(int rank, long care)
    {
        var terms = new TariffTerms(TariffKind.Flat, TariffUnit.Session)
        {
            FlatCents = 1000,
            MealCents = 420,
            SecondChildPercent = 12.5m,
            ThirdChildPercent = 25,
        };

        Of(terms, null, rank: rank).Should().BeEquivalentTo(new { CareCents = care, MealCents = 420L });
    }

    [Fact]
    public void A_family_from_outside_pays_the_percentage_and_the_supplement_before_the_reduction()
    {
        var terms = new TariffTerms(TariffKind.Flat, TariffUnit.Session)
        {
            FlatCents = 1000,
            OutsidePercent = 20,
            OutsideCents = 50,
            SecondChildPercent = 10,
            MealCents = 420,
        };

        Of(terms, null, resident: false, rank: 2).Should().BeEquivalentTo(new { CareCents = 1125L, TotalCents = 1545L });
        Of(terms, null, resident: true, rank: 2).CareCents.Should().Be(900);
    }

    [Theory]
    [InlineData(TariffUnit.Session, 540, "1")]
    [InlineData(TariffUnit.HalfDay, 210, "1")]
    [InlineData(TariffUnit.HalfDay, 300, "1")]
    [InlineData(TariffUnit.HalfDay, 301, "2")]
    [InlineData(TariffUnit.Hour, 60, "1")]
    [InlineData(TariffUnit.Hour, 61, "1.25")]
    [InlineData(TariffUnit.Hour, 540, "9")]
    public void Units_follow_the_planned_length(TariffUnit unit, int minutes, string units) =>
        Pricing.Units(unit, TimeSpan.FromMinutes(minutes)).Should().Be(decimal.Parse(units, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("0.5", 1, 1)] // half a cent rounds away from zero, never to the even cent
    [InlineData("1.25", 2, 3)] // 2.5
    [InlineData("0.4", 1, 0)]
    public void One_rounding_at_the_line(string rate, int quotient, long cents)
    {
        var terms = new TariffTerms(TariffKind.Rate, TariffUnit.Session)
        {
            RatePercent = decimal.Parse(rate, System.Globalization.CultureInfo.InvariantCulture),
            CeilingCents = 1000,
        };

        Of(terms, quotient).TotalCents.Should().Be(cents);
    }

    [Fact]
    public void Hours_are_multiplied_before_they_are_rounded()
    {
        // 0.15 % of 642 is 0.963 € an hour: nine hours are 8.667 €, not nine times 0.96 €.
        var terms = new TariffTerms(TariffKind.Rate, TariffUnit.Hour) { RatePercent = 0.15m, CeilingCents = 300 };

        Of(terms, 642)
            .Should()
            .BeEquivalentTo(
                new
                {
                    Quantity = 9m,
                    UnitCents = 96.30m,
                    TotalCents = 867L,
                }
            );
    }

    [Fact]
    public void The_whole_price_of_a_meal_is_a_meal() =>
        Of(new TariffTerms(TariffKind.Flat, TariffUnit.Session) { FlatCents = 380, IsMeal = true }, null)
            .Should()
            .BeEquivalentTo(
                new
                {
                    TotalCents = 380L,
                    MealCents = 380L,
                    CareCents = 0L,
                }
            );

    [Fact]
    public void The_eldest_enrolled_that_day_comes_first_and_twins_by_their_key()
    {
        var ranks = Pricing.Ranks([(7, new(2015, 3, 11)), (3, new(2011, 10, 25)), (9, new(2015, 3, 11)), (3, new(2011, 10, 25))]);

        ranks
            .Should()
            .BeEquivalentTo(
                new Dictionary<int, int>
                {
                    [3] = 1,
                    [7] = 2,
                    [9] = 3,
                }
            );
    }

    [Fact]
    public void The_latest_quotient_counts_until_it_ends_and_the_residence_stays()
    {
        FamilyQuotient[] rows =
        [
            Quotient(new(2018, 1, 1), new(2018, 12, 31), 642, resident: false),
            Quotient(new(2018, 9, 1), new(2018, 10, 31), 700, resident: false),
        ];

        FamilyQuotient.On(rows, new(2017, 12, 31)).Should().Be(FamilyMeans.Unknown);
        FamilyQuotient.On(rows, new(2018, 8, 31)).Should().Be(new FamilyMeans(642, false));
        FamilyQuotient.On(rows, new(2018, 10, 31)).Should().Be(new FamilyMeans(700, false));
        FamilyQuotient.On(rows, new(2018, 11, 1)).Should().Be(new FamilyMeans(null, false));
    }

    [Fact]
    public void Bands_cover_every_quotient_once()
    {
        (BandTerms[] Bands, bool Fits)[] cases =
        [
            ([(null, 100)], true),
            ([(400, 100), (null, 200)], true),
            ([(400, 100)], false),
            ([], false),
            ([(400, 1), (400, 2), (null, 3)], false),
            ([(800, 1), (400, 2), (null, 3)], false),
            ([(null, 1), (null, 2)], false),
            ([(400, -1), (null, 2)], false),
        ];

        cases.Should().OnlyContain(line => (new TariffTerms(TariffKind.Bands, TariffUnit.Session) { Bands = line.Bands }.Fault() == null) == line.Fits);
    }

    [Fact]
    public void Whatever_the_tariff_no_price_is_negative_and_care_and_meal_make_the_total()
    {
        var terms =
            from kind in Gen.Enum<TariffKind>()
            from unit in Gen.Enum<TariffUnit>()
            from amounts in Gen.Long[0, 5000].Array[6]
            from percents in Gen.Decimal[0, 100].Array[4]
            select new TariffTerms(kind, unit)
            {
                FlatCents = amounts[0],
                Bands = [(500, amounts[1]), (null, amounts[2])],
                RatePercent = percents[0] + 0.01m > 100 ? 100 : percents[0] + 0.01m,
                FloorCents = amounts[3],
                CeilingCents = amounts[3] + amounts[4] + 1,
                MealCents = amounts[5],
                SecondChildPercent = percents[1],
                ThirdChildPercent = percents[2],
                OutsidePercent = percents[3],
                OutsideCents = amounts[4],
            };

        Gen.Select(terms, Gen.Int[0, 5000].Nullable(), Gen.Bool, Gen.Int[1, 5], Gen.Int[15, 700])
            .Sample(
                (tariff, quotient, resident, rank, minutes) =>
                {
                    var price = Pricing.Of(Tariff.Create(1, new(2019, 1, 1), tariff), new FamilyMeans(quotient, resident), rank, TimeSpan.FromMinutes(minutes));
                    var full = Pricing.Of(Tariff.Create(1, new(2019, 1, 1), tariff), new FamilyMeans(null, resident), 1, TimeSpan.FromMinutes(minutes));
                    return price.CareCents >= 0
                        && price.MealCents >= 0
                        && price.CareCents + price.MealCents == price.TotalCents
                        && (tariff.Kind != TariffKind.Rate || price.TotalCents <= full.TotalCents);
                }
            );
    }

    private static FamilyQuotient Quotient(DateOnly from, DateOnly? until, int? quotient, bool resident) =>
        FamilyQuotient.Enter(1, from, until, quotient, resident, new(default, Guid.Empty, ""));

    private static Price Of(TariffTerms terms, int? quotient, bool resident = true, int rank = 1) =>
        Pricing.Of(Tariff.Create(1, new(2019, 1, 1), terms), new FamilyMeans(quotient, resident), rank, Day);
}
