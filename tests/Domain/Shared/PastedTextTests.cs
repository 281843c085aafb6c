using ClsPortal.Domain.Shared;

namespace ClsPortal.Domain.Tests.Shared;

public sealed class PastedTextTests
{
    [Theory]
    [InlineData("\u200B1\u202F234,50\u00A0€", "1 234,50 €")]
    [InlineData("\u22125,00", "-5,00")]
    [InlineData("\uFEFF12.5\u00AD", "12.5")]
    [InlineData("06\u201112\u201334\u2060", "06-12-34")]
    [InlineData(" 89800\u00A0", "89800")]
    public void A_code_an_amount_or_a_date_keeps_what_a_keyboard_types(string pasted, string kept) => PastedText.Code(pasted).Should().Be(kept);

    [Theory]
    [InlineData("Le\u00A0Goff\u200B", "Le Goff")]
    [InlineData("Mbappé\u2011Lottin", "Mbappé\u2011Lottin")]
    [InlineData("\u202EMarie", "Marie")]
    [InlineData("👩\u200D👧 Léa", "👩\u200D👧 Léa")]
    [InlineData("می\u200Cخواهم", "می\u200Cخواهم")]
    public void A_name_keeps_its_hyphens_and_what_its_script_needs(string pasted, string kept) => PastedText.Plain(pasted).Should().Be(kept);
}
