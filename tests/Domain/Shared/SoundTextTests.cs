using ClsPortal.Domain.Shared;

namespace ClsPortal.Domain.Tests.Shared;

public sealed class SoundTextTests
{
    [Fact]
    public void What_no_comparison_of_strings_survives_is_left_out_and_the_rest_stays()
    {
        const string Half = "Lé\0a\uD83D Dupré\uDC69\uFFFE\uFDD0👩‍👧\uFFFF\U0001FFFE";

        SoundText.Of(Half).Should().Be("Léa Dupré👩‍👧");
        SoundText.Of("Œuvrard").Should().Be("Œuvrard");
        SearchKey.Of(Half).Should().Be("LEA DUPRE");
        FluentActions.Invoking(() => SoundText.Of(Half).Normalize()).Should().NotThrow();
    }
}
