using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Domain.Tests.Shared;

public sealed class SearchKeyTests
{
    [Theory]
    [InlineData("O'Neill", "o'neill")]
    [InlineData("D’Arc", "d'arc")]
    [InlineData("d`Arc", "d'arc")]
    [InlineData("L'Hermitte de la Tour-d'Auvergne", "l'hermitte de la tour d'auvergne")]
    [InlineData("Nguyễn Thị Minh Khai", "nguyen thi minh khai")]
    [InlineData("Łukasz Żółć", "lukasz zolc")]
    [InlineData("Şahin Öztürk", "sahin ozturk")]
    [InlineData("Ðorđe Đoković", "dorde dokovic")]
    [InlineData("Þóra Guðmundsdóttir", "thora gudmundsdottir")]
    [InlineData("Ĳsbrand", "ijsbrand")]
    [InlineData("ﬁnette", "finette")]
    [InlineData("Straße", "strasse")]
    [InlineData("STRAẞE", "strasse")]
    [InlineData("Иванов", "ivanov")]
    [InlineData("Παπαδόπουλος", "papadopoulos")]
    [InlineData("He\u0301le\u0301ne", "hélène")]
    [InlineData("👧🏽Lou", "lou")]
    [InlineData("Æschliman Œuvrard", "aeschliman oeuvrard")]
    [InlineData("Lætitia", "laetitia")]
    [InlineData("Jean--Marie  de   La Fontaine", "jean-marie de la fontaine")]
    [InlineData("ʻOkina Kāne", "okina kane")]
    [InlineData("İbrahim Işık", "ibrahim isik")]
    [InlineData("Mbappé\u2011Lottin", "mbappe-lottin")]
    [InlineData("Le\u00A0Goff", "le goff")]
    [InlineData("Le\u00ADfèvre\u200B", "lefevre")]
    [InlineData("ſ", "s")]
    public void A_name_is_found_by_what_a_French_keyboard_types_and_the_other_way_round(string name, string typed)
    {
        SearchKey.Of(name).Should().Be(SearchKey.Of(typed)).And.NotBeEmpty();
        NameOrder.KeyOf(name).Should().Be(SearchKey.Of(typed), "search, order and doubles have one folding");
    }

    [Theory]
    [InlineData("محمد بن علي")]
    [InlineData("李小龍")]
    public void Scripts_that_no_rule_turns_into_ours_are_found_by_themselves(string name) => SearchKey.Of(name).Should().Be(name);

    [Fact]
    public void A_sign_that_stands_for_whole_words_does_not_burst_a_key() =>
        NameOrder
            .KeyOf(new string('\uFDFA', Family.NameMaxLength), new string('Щ', Family.NameMaxLength))
            .Length.Should()
            .BeLessThanOrEqualTo(NameOrder.KeyMaxLength);
}
