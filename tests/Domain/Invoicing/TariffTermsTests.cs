using ClsPortal.Domain.Invoicing;

namespace ClsPortal.Domain.Tests.Invoicing;

/// <summary>The edges of what a tariff may say, and what a price tells of how it was found.</summary>
public sealed class TariffTermsTests
{
    private static readonly TariffTerms Flat = new(TariffKind.Flat, TariffUnit.Session) { FlatCents = 1000 };
    private static readonly TariffTerms Rate = new(TariffKind.Rate, TariffUnit.Session)
    {
        RatePercent = 1,
        FloorCents = 400,
        CeilingCents = 1200,
    };
    private static readonly TariffTerms Bands = new(TariffKind.Bands, TariffUnit.Session) { Bands = [(400, 500), (800, 900), (null, 1200)] };

    [Fact]
    public void Amounts_go_from_nothing_to_ten_thousand_euros()
    {
        Edges(cents => Flat with { FlatCents = cents }, nameof(TariffTerms.FlatCents), 0, 1_000_000);
        Edges(cents => Flat with { FloorCents = cents }, nameof(TariffTerms.FloorCents), 0, 1_000_000);
        Edges(cents => Flat with { MealCents = cents }, nameof(TariffTerms.MealCents), 0, 1_000_000);
        Edges(cents => Flat with { OutsideCents = cents }, nameof(TariffTerms.OutsideCents), 0, 1_000_000);
        Edges(cents => Rate with { CeilingCents = cents }, nameof(TariffTerms.CeilingCents), 400, 1_000_000);
        Edges(cents => Rate with { CeilingCents = cents, FloorCents = 0 }, nameof(TariffTerms.CeilingCents), 1, 1_000_000);
        Edges(cents => Bands with { Bands = [(400, cents), (null, 1)] }, nameof(TariffTerms.Bands), 0, 1_000_000);
    }

    [Fact]
    public void Percentages_keep_within_their_bounds()
    {
        Edges(percent => Flat with { SecondChildPercent = percent }, nameof(TariffTerms.SecondChildPercent), 0, 100);
        Edges(percent => Flat with { ThirdChildPercent = percent }, nameof(TariffTerms.ThirdChildPercent), 0, 100);
        Edges(percent => Flat with { OutsidePercent = percent }, nameof(TariffTerms.OutsidePercent), 0, 1000);
        Edges(percent => Rate with { RatePercent = percent }, nameof(TariffTerms.RatePercent), 1, 100);
    }

    [Fact]
    public void What_belongs_to_another_kind_of_tariff_is_not_asked_for()
    {
        (Flat with { RatePercent = 0, CeilingCents = 0, FloorCents = 1, Bands = [] }).Fault().Should().BeNull();
        (Bands with { RatePercent = 0, CeilingCents = 0 }).Fault().Should().BeNull();
        (Flat with { IsMeal = true }).Fault().Should().BeNull();
        (Flat with { IsMeal = true, MealCents = 1 }).Fault().Should().Be(nameof(TariffTerms.MealCents));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public void The_first_band_may_hold_the_quotient_nought_alone(int upTo, bool fits) =>
        ((Bands with { Bands = [(upTo, 1), (null, 2)] }).Fault() is null).Should().Be(fits);

    [Fact]
    public void A_tariff_keeps_its_terms_and_refuses_wrong_ones()
    {
        var terms = Bands with
        {
            Unit = TariffUnit.Hour,
            FlatCents = 1,
            RatePercent = 2,
            FloorCents = 3,
            CeilingCents = 4,
            MealCents = 5,
            SecondChildPercent = 6,
            ThirdChildPercent = 7,
            OutsidePercent = 8,
            OutsideCents = 9,
        };

        var tariff = Tariff.Create(7, new(2019, 1, 1), terms);

        tariff.Should().BeEquivalentTo(terms, options => options.Excluding(made => made.Bands));
        (tariff.ActivityId, tariff.ValidFrom).Should().Be((7, new DateOnly(2019, 1, 1)));
        tariff.Bands.Select(band => (band.UpTo, band.Cents)).Should().Equal((400, 500), (800, 900), (null, 1200));
        Tariff.Create(7, default, Flat with { IsMeal = true }).IsMeal.Should().BeTrue();
        Tariff.Create(7, default, Flat with { Bands = Bands.Bands }).Bands.Should().BeEmpty();
        FluentActions
            .Invoking(() => Tariff.Create(7, default, Flat with { FlatCents = -1 }))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The tariff has its FlatCents wrong.*")
            .WithParameterName("terms");
    }

    [Fact]
    public void Only_a_flat_tariff_needs_no_quotient() =>
        new[] { Flat, Bands, Rate }.Select(terms => Tariff.Create(1, default, terms).NeedsQuotient).Should().Equal(false, true, true);

    [Fact]
    public void The_latest_tariff_that_has_begun_holds()
    {
        var (old, now, later) = (From(new(2018, 9, 1)), From(new(2019, 1, 1)), From(new(2019, 9, 1)));

        Tariff.On([now, old, later], new(2018, 8, 31)).Should().BeNull();
        Tariff.On([now, old, later], new(2018, 9, 1)).Should().BeSameAs(old);
        Tariff.On([now, old, later], new(2018, 12, 31)).Should().BeSameAs(old);
        Tariff.On([now, old, later], new(2019, 1, 1)).Should().BeSameAs(now);

        static Tariff From(DateOnly day) => Tariff.Create(1, day, Flat);
    }

    [Fact]
    public void An_activity_without_a_tariff_has_its_own_price_on_any_day() =>
        Tariff
            .Fallback(7, 1620)
            .Should()
            .BeEquivalentTo(
                new
                {
                    ActivityId = 7,
                    ValidFrom = DateOnly.MinValue,
                    Kind = TariffKind.Flat,
                    Unit = TariffUnit.Session,
                    FlatCents = 1620L,
                }
            );

    [Theory]
    [InlineData(0, null, 400)]
    [InlineData(400, null, 400)]
    [InlineData(401, 401, 800)]
    [InlineData(801, 801, null)]
    public void A_price_names_the_band_that_it_is_of(int quotient, int? from, int? to) => Of(Bands, quotient).Band.Should().Be((from, to));

    [Fact]
    public void Bands_hold_in_whatever_order_the_database_answers_them()
    {
        var tariff = Tariff.Create(1, default, Bands);
        ((List<TariffBand>)tariff.Bands).Reverse();

        new[] { 400, 800, 801 }
            .Select(quotient => Pricing.Of(tariff, new FamilyMeans(quotient, true), 1, TimeSpan.FromHours(9)).TotalCents)
            .Should()
            .Equal(500, 900, 1200);
    }

    [Theory]
    [InlineData(399, PriceBasis.Floor, 400)]
    [InlineData(400, PriceBasis.Rate, 400)]
    [InlineData(1200, PriceBasis.Rate, 1200)]
    [InlineData(1201, PriceBasis.Ceiling, 1200)]
    public void At_floor_and_ceiling_the_rate_itself_still_holds(int quotient, PriceBasis basis, long cents) =>
        Of(Rate, quotient).Should().BeEquivalentTo(new { Basis = basis, BaseCents = (decimal)cents });

    [Fact]
    public void Without_a_quotient_the_dearest_band_is_owed_wherever_it_stands() =>
        Of(Bands with { Bands = [(400, 1500), (null, 1200)] }, null).Should().BeEquivalentTo(new { Basis = PriceBasis.NoQuotient, TotalCents = 1500L });

    [Fact]
    public void A_price_tells_all_that_it_was_computed_from()
    {
        var terms = Flat with { OutsidePercent = 20, OutsideCents = 50, SecondChildPercent = 10, MealCents = 420 };
        var means = new FamilyMeans(600, IsResident: false);

        Pricing
            .Of(Tariff.Create(1, default, terms), means, 2, TimeSpan.FromHours(9))
            .Should()
            .BeEquivalentTo(
                new
                {
                    Basis = PriceBasis.Flat,
                    Means = means,
                    BaseCents = 1000m,
                    OutsideCents = 250m,
                    ChildRank = 2,
                    ReductionPercent = 10m,
                    Quantity = 1m,
                    UnitCents = 1125m,
                    TotalCents = 1545L,
                    MealCents = 420L,
                    CareCents = 1125L,
                }
            );
        Of(terms, 600).OutsideCents.Should().Be(0);
    }

    [Fact]
    public void Of_two_quotients_from_one_day_the_one_entered_last_counts()
    {
        FamilyQuotient[] rows = [Row(2, 700), Row(1, 600)];

        FamilyQuotient.On(rows, new(2019, 1, 1)).Quotient.Should().Be(700);

        static FamilyQuotient Row(int id, int quotient)
        {
            var row = FamilyQuotient.Enter(1, new(2019, 1, 1), null, quotient, true, new(default, Guid.Empty, ""));
            typeof(FamilyQuotient).GetProperty(nameof(FamilyQuotient.Id))!.SetValue(row, id); // the database's to give
            return row;
        }
    }

    [Fact]
    public void A_quotient_says_who_entered_it()
    {
        var (now, by) = (new DateTime(2019, 1, 15, 8, 0, 0, DateTimeKind.Utc), Guid.NewGuid());

        FamilyQuotient
            .Enter(7, new(2019, 1, 1), new(2019, 12, 31), 642, true, new(now, by, "Claude"))
            .Should()
            .BeEquivalentTo(
                new
                {
                    FamilyId = 7,
                    ValidFrom = new DateOnly(2019, 1, 1),
                    ValidUntil = new DateOnly(2019, 12, 31),
                    Quotient = 642,
                    IsResident = true,
                    EnteredAt = now,
                    EnteredBy = by,
                    EnteredByName = "Claude",
                }
            );
        FamilyMeans.Unknown.Should().Be(new FamilyMeans(null, IsResident: true));
    }

    private static void Edges(Func<int, TariffTerms> terms, string name, int least, int most)
    {
        terms(least).Fault().Should().BeNull("{0} may be {1}", name, least);
        terms(most).Fault().Should().BeNull("{0} may be {1}", name, most);
        terms(least - 1).Fault().Should().Be(name);
        terms(most + 1).Fault().Should().Be(name);
    }

    private static Price Of(TariffTerms terms, int? quotient) =>
        Pricing.Of(Tariff.Create(1, new(2019, 1, 1), terms), new FamilyMeans(quotient, true), 1, TimeSpan.FromHours(9));
}
