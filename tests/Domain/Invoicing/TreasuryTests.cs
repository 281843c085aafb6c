using System.Numerics;
using System.Text;
using ClsPortal.Domain.Invoicing;
using CsCheck;

namespace ClsPortal.Domain.Tests.Invoicing;

public sealed class TreasuryTests
{
    [Theory]
    [InlineData("L’été à Œuilly – 12,50 €…", "L'été à OEuilly - 12,50 EUR...")]
    [InlineData("Şükran Dağ", "Sükran Dag")]
    [InlineData("Нина", "Nina")]
    [InlineData("ПЕТРОВА Жанна", "PETROVA Zhanna")]
    [InlineData("Παπαδόπουλος", "Papadopoulos")]
    [InlineData("Łukasz Żółć", "Lukasz Zólc")]
    [InlineData("Nguyễn Thị Minh Khai", "Nguyen Thi Minh Khai")]
    [InlineData("Ĳsbrand ﬁnette", "IJsbrand finette")]
    [InlineData("ʻOkina Kāne, İbrahim Işık", "'Okina Kane, Ibrahim Isik")]
    [InlineData("Ðorđe Đoković, Þóra, Straße", "Ðorde Dokovic, Þóra, Straße")]
    [InlineData("a\r\n\tb\u0001c  d", "a b c d")]
    [InlineData("😀 Zoé", "Zoé")]
    [InlineData("e\u0301", "é")]
    public void Text_is_written_with_the_letters_that_the_file_holds(string text, string written) => TreasuryText.Of(text, 100).Should().Be(written);

    [Fact]
    public void Whatever_the_text_it_fits_the_file_and_its_length() =>
        Gen.String.Sample(text =>
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

    // The worked examples: collectivity 123, code 45, year 26, period 3, debt 1234 weigh 147, and 11 − 147 mod 11 is 7.
    [Fact]
    public void The_keys_of_the_worked_examples_come_out() =>
        DebtReference.Of("1234", "123", "45", 2026, "3").Should().Be(new DebtReference("0000000001234", "7", "V"));

    [Fact]
    public void The_keys_agree_with_a_second_way_of_computing_them() =>
        Gen.Select(Gen.Long[0, 9_999_999_999_999], Gen.Int[1, 999], Gen.Int[1, 9999], Gen.Int[2018, 2099], Gen.Int[0, 9])
            .Sample(
                (number, collectivity, code, year, period) =>
                {
                    var debt = DebtReference.Of($"{number}", $"{collectivity}", $"{code}", year, $"{period}");
                    var body = $"{collectivity}{code}{year % 100:00}{period}{number:0000000000000}";
                    var sum = body.Reverse().Select((digit, place) => (digit - '0') * new[] { 2, 3, 4, 5, 6, 7 }[place % 6]).Sum();
                    var first = 11 - (sum % 11);
                    var second = "ABCDEFGHJKLMNPQRSTUVWXY"[
                        (int)(BigInteger.Parse($"{year % 100:00}{period}00{number:0000000000000}", System.Globalization.CultureInfo.InvariantCulture) % 23)
                    ];
                    return debt.Number == $"{number:0000000000000}" && debt.Key1 == (first > 9 ? "1" : $"{first}") && debt.Key2 == $"{second}";
                }
            );

    [Fact]
    public void A_number_that_does_not_fit_is_a_fault_and_not_cut() =>
        FluentActions.Invoking(() => DebtReference.Of("12345678901234", "1", "1", 2019, "0")).Should().Throw<ArgumentException>();

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

        var step = ReminderStep.For(
            dueIn is { } due ? today.AddDays(due) : null,
            lastLevel,
            sentIn is { } sent ? today.AddDays(sent) : null,
            today,
            daysBetween: 14
        );

        step.Should().Be(new ReminderStep(level, refusal));
    }
}
