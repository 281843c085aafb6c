using ClsPortal.Domain.Invoicing;

namespace ClsPortal.Domain.Tests.Invoicing;

/// <summary>Every letter that the Trésorerie's file has no sign for is written in its one way, or told as lost.</summary>
public sealed class TreasuryTextTests
{
    [Theory]
    [InlineData("’‘‚ʻʼ′", "''''''")]
    [InlineData("“”„", "\"\"\"")]
    [InlineData("–—‐‑−•", "------")]
    [InlineData("…œŒŸ€", "...oeOEYEUR")]
    [InlineData("łŁđĐħĦŧŦŋŊ", "lLdDhHtTnN")]
    [InlineData("ıəƏẞĸɓɗƙ", "ieESSkbdk")]
    [InlineData("ου Ου ΟΥ ού Ού ΟΎ", "ou Ou OU ou Ou OU")]
    [InlineData("ς Ж ж Щ щ Ь ь Ъ Э", "s Zh zh Shch shch Ie E")]
    [InlineData("Θ θ Ψ ψ Ω ω Й й", "Th th Ps ps O o I i")]
    [InlineData("ÿ", "ÿ")]
    public void A_letter_without_a_sign_is_spelled(string text, string written)
    {
        TreasuryText.Of(text).Should().Be(written);
        TreasuryText.Holds(text).Should().BeTrue();
    }

    [Theory]
    [InlineData("李", "", false)]
    [InlineData("Zoé 李", "Zoé", false)]
    [InlineData("Zoé 한", "Zoé", false)] // of parts, none of which can be written
    [InlineData("½", "½", true)]
    [InlineData("☺ Zoé", "Zoé", true)]
    [InlineData("☺", "", false)] // nothing would be left of it
    [InlineData("", "", true)]
    [InlineData("  ", "", true)]
    [InlineData("٣", "", false)] // a digit of another script
    public void What_would_be_lost_is_told(string text, string written, bool holds)
    {
        TreasuryText.Of(text).Should().Be(written);
        TreasuryText.Holds(text).Should().Be(holds);
    }

    [Theory]
    [InlineData("abcd", 4, "abcd")]
    [InlineData("abcde", 4, "abcd")]
    [InlineData("abc d", 4, "abc")] // no blank at the end
    [InlineData("", 4, "")]
    public void A_long_line_is_cut_at_its_length(string text, int most, string written) => TreasuryText.Of(text, most).Should().Be(written);
}
