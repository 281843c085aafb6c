using ClsPortal.Domain.Centre;

namespace ClsPortal.Domain.Tests.Centre;

public sealed class ColourTests
{
    [Theory]
    [InlineData("#0e5f76", "#0e5f76")]
    [InlineData(" 0E5F76 ", "#0e5f76")]
    [InlineData("#FFFFFF", "#ffffff")]
    public void A_colour_is_six_hexadecimal_digits(string typed, string read) => Colour.Of(typed)!.Value.ToString().Should().Be(read);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("#")]
    [InlineData("red")]
    [InlineData("transparent")]
    [InlineData("#fff")]
    [InlineData("#0e5f7680")]
    [InlineData("#0e5f7g")]
    [InlineData("##0e5f7")]
    [InlineData("rgb(1,2,3)")]
    [InlineData("#١٢٣٤٥٦")]
    [InlineData("#000;}a")]
    public void Whatever_else_is_typed_is_no_colour(string? typed) => Colour.Of(typed).Should().BeNull();

    // Computed by other programs: WebAIM's contrast checker.
    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#ffffff", "#ffffff", 1)]
    [InlineData("#777777", "#ffffff", 4.48)]
    [InlineData("#767676", "#ffffff", 4.54)]
    [InlineData("#ff0000", "#ffffff", 4.0)]
    [InlineData("#0000ff", "#ffffff", 8.59)]
    public void Contrast_is_that_of_WCAG_either_way(string one, string other, double contrast)
    {
        var (a, b) = (Colour.Of(one)!.Value, Colour.Of(other)!.Value);

        a.ContrastWith(b).Should().BeApproximately(contrast, 0.01);
        b.ContrastWith(a).Should().Be(a.ContrastWith(b));
    }

    [Theory]
    [InlineData("#0e5f76")]
    [InlineData("#8c1d17")]
    [InlineData("#000000")]
    public void A_colour_that_can_be_read_stays_as_it_is(string accent)
    {
        AccentColours.Light(Colour.Of(accent)!.Value).IsReadable.Should().BeTrue();
        AccentColours.NearestReadable(Colour.Of(accent)!.Value).ToString().Should().Be(accent);
    }

    [Theory]
    [InlineData("#ffffff")]
    [InlineData("#ffd400")]
    [InlineData("#00a0e0")]
    [InlineData("#777777")]
    public void A_colour_that_is_too_pale_has_a_nearest_one_that_is_darker_and_hardly_more_than_it_must(string accent)
    {
        var typed = Colour.Of(accent)!.Value;

        var nearest = AccentColours.NearestReadable(typed);

        AccentColours.Light(typed).IsReadable.Should().BeFalse();
        AccentColours.Light(nearest).Contrast.Should().BeInRange(AccentColours.WantedContrast, AccentColours.WantedContrast + 0.2);
    }

    [Fact]
    public void Whatever_is_chosen_both_looks_can_be_read_on_all_their_grounds()
    {
        var accents =
            from red in Enumerable.Range(0, 6)
            from green in Enumerable.Range(0, 6)
            from blue in Enumerable.Range(0, 6)
            select new Colour((byte)(red * 51), (byte)(green * 51), (byte)(blue * 51));

        foreach (var accent in accents)
        {
            var light = AccentColours.Light(AccentColours.NearestReadable(accent));
            var dark = AccentColours.Dark(accent);

            light.IsReadable.Should().BeTrue("{0} becomes {1}", accent, light.Accent);
            dark.IsReadable.Should().BeTrue("{0} becomes {1} in the dark", accent, dark.Accent);
            light.Accent.ContrastWith(light.Grounds.Sunk).Should().BeGreaterThanOrEqualTo(AccentColours.WantedContrast);
            dark.Grounds.OnAccent.ContrastWith(dark.Accent).Should().BeGreaterThanOrEqualTo(AccentColours.WantedContrast);
            dark.Accent.ContrastWith(dark.Soft).Should().BeGreaterThanOrEqualTo(AccentColours.WantedContrast);
        }
    }
}
