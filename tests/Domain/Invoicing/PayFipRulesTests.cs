using ClsPortal.Domain.Invoicing;

namespace ClsPortal.Domain.Tests.Invoicing;

public sealed class PayFipRulesTests
{
    [Theory]
    [InlineData("011900075", "011900075")]
    [InlineData("F-2019/75", "F201975")]
    [InlineData("75", "000075")]
    public void A_reference_is_letters_and_digits_and_at_least_six(string number, string reference) => PayFipRules.Reference(number).Should().Be(reference);

    [Fact]
    public void A_number_that_PayFiP_could_not_hold_is_a_fault_and_not_cut() =>
        FluentActions.Invoking(() => PayFipRules.Reference(new string('1', 31))).Should().Throw<ArgumentException>();

    [Theory]
    [InlineData("Facture n° 011900075 – Été à l’école", "Facture n 011900075 Ete a l ecole")]
    [InlineData("  <script>alert(1)</script> ", "script alert 1 script")]
    public void A_subject_keeps_plain_letters_and_digits(string text, string subject) => PayFipRules.Subject(text).Should().Be(subject);

    [Fact]
    public void A_subject_is_cut_at_a_hundred() => PayFipRules.Subject(new string('a', 200)).Should().HaveLength(100);

    [Theory]
    [InlineData(99, false)]
    [InlineData(100, true)]
    [InlineData(999_999, true)]
    [InlineData(1_000_000, false)]
    public void An_amount_is_taken_from_one_euro_to_almost_ten_thousand(long cents, bool taken) => PayFipRules.Takes(cents).Should().Be(taken);

    [Theory]
    [InlineData("a@b.fr", true)]
    [InlineData("a@b.f", false)]
    [InlineData("écrit@example.fr", false)]
    [InlineData("sans-arobase.fr", false)]
    [InlineData(null, false)]
    public void An_address_must_fit_the_receipt(string? email, bool taken) => PayFipRules.TakesEmail(email).Should().Be(taken);

    [Theory]
    [InlineData("7b2f0d9a-52aa-4ea7-9d5f-36d6ab70a1c2", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("<x>", false)]
    [InlineData("é", false)]
    public void Only_what_may_name_an_operation_is_asked_for(string idOp, bool may) => PayFipRules.IsIdOp(idOp).Should().Be(may);
}
