using System.Numerics;
using System.Text;
using ClsPortal.Domain.Invoicing;
using CsCheck;

namespace ClsPortal.Domain.Tests.Invoicing;

public sealed class TreasuryTests
{
    [Theory]
    [InlineData("L’été à Œuilly – 12,50 €…", "L'été à OEuilly - 12,50 EUR...")]
    [InlineData("Şükran Dağ", "Sükran Dag")]
    [InlineData("Нина", "????")]
    [InlineData("a\r\n\tb\u0001c  d", "a b c d")]
    [InlineData("😀 Zoé", "Zoé")]
    [InlineData("e\u0301", "é")]
    public void Text_is_written_with_the_letters_that_the_file_holds(string text, string written) => TreasuryText.Of(text, 100).Should().Be(written);

    [Fact]
    public void Whatever_the_text_it_fits_the_file_and_its_length() => Gen.String.Sample(text =>
    {
        var written = TreasuryText.Of(text, 38);
        return written.Length <= 38 && Encoding.Latin1.GetString(Encoding.Latin1.GetBytes(written)) == written && !written.Any(char.IsControl);
    });

    // Computed once with another tool, on paper's method: weights 2 to 7 from the right.
    [Theory]
    [InlineData("0", "1")]
    [InlineData("1", "9")]
    [InlineData("123456789", "2")]
    public void Key_one_is_modulo_eleven(string digits, string key) => DebtReference.Modulo11(digits).Should().Be(key);

    [Theory]
    [InlineData("0", "A")]
    [InlineData("22", "Y")]
    [InlineData("23", "A")]
    [InlineData("190000000011900075", "W")]
    public void Key_two_is_modulo_twenty_three(string digits, string key) => DebtReference.Modulo23(digits).Should().Be(key);

    [Fact]
    public void The_keys_agree_with_a_second_way_of_computing_them() => Gen.Select(Gen.Long[0, 9_999_999_999_999], Gen.Int[1, 999], Gen.Int[1, 9999], Gen.Int[2018, 2099]).Sample((number, collectivity, bordereau, year) =>
    {
        var debt = DebtReference.Of($"{number}", $"{collectivity}", bordereau, year);
        var body = $"{collectivity}{bordereau}{year % 100:00}0{number:0000000000000}";
        var sum = body.Reverse().Select((digit, place) => (digit - '0') * new[] { 2, 3, 4, 5, 6, 7 }[place % 6]).Sum();
        var first = 11 - (sum % 11);
        var second = "ABCDEFGHJKLMNPQRSTUVWXY"[(int)(BigInteger.Parse($"{year % 100:00}000{number:0000000000000}", System.Globalization.CultureInfo.InvariantCulture) % 23)];
        return debt.Number == $"{number:0000000000000}" && debt.Key1 == (first > 9 ? "1" : $"{first}") && debt.Key2 == $"{second}";
    });

    [Fact]
    public void A_number_that_does_not_fit_is_a_fault_and_not_cut() =>
        FluentActions.Invoking(() => DebtReference.Of("12345678901234", "1", 1, 2019)).Should().Throw<ArgumentException>();

    [Theory]
    [InlineData("Mère Test\n2 rue du Serein\n89800 Chablis", "2 rue du Serein", "89800", "Chablis")]
    [InlineData("Mère Test\nBât. C\n12 allée des Œillets\n89230 Pontigny", "Bât. C 12 allée des OEillets", "89230", "Pontigny")]
    [InlineData("Famille Test (n° 0119)\nMère Test\n2 rue du Serein\n89800 Chablis", "2 rue du Serein", "89800", "Chablis")]
    public void A_debtor_is_read_from_the_address_on_the_invoice(string addressee, string street, string code, string town) =>
        Debtor.Read("Test", "Mère", addressee).Should().Be(new Debtor("Test", "Mère", street, code, town));

    [Theory]
    [InlineData("Mère Test")]
    [InlineData("Mère Test\n89800 Chablis")]
    [InlineData("Famille Test\nMère Test\n89800 Chablis")]
    [InlineData("Mère Test\n2 rue du Serein\nChablis")]
    [InlineData("")]
    public void Without_street_code_and_town_there_is_no_debtor(string addressee) => Debtor.Read("Test", "Mère", addressee).Should().BeNull();

    [Theory]
    [InlineData(null, 0, null, 0, ReminderRefusal.NothingLate)]
    [InlineData(0, 0, null, 0, ReminderRefusal.NothingLate)]
    [InlineData(-1, 0, null, 1, null)]
    [InlineData(-40, 1, -14, 2, null)]
    [InlineData(-40, 1, -13, 2, ReminderRefusal.TooSoon)]
    [InlineData(-90, 2, -30, 2, null)]
    [InlineData(-10, 2, -30, 1, null)]
    public void The_next_reminder_follows_from_what_is_late_and_what_was_sent(int? dueIn, int lastLevel, int? sentIn, int level, ReminderRefusal? refusal)
    {
        var today = new DateOnly(2019, 3, 1);

        var step = ReminderStep.For(dueIn is { } due ? today.AddDays(due) : null, lastLevel, sentIn is { } sent ? today.AddDays(sent) : null, today, daysBetween: 14);

        step.Should().Be(new ReminderStep(level, refusal));
    }
}
