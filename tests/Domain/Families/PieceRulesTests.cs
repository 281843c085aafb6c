using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Domain.Tests.Families;

public sealed class PieceRulesTests
{
    private static readonly DateOnly Today = new(2019, 1, 15);
    private static int _minutes;

    [Fact]
    public void Nothing_handed_in_is_missing_only_when_it_is_asked_of_everybody()
    {
        PieceRules.StateOf(isRequired: true, [], Today).Should().Be(PieceState.Missing);
        PieceRules.StateOf(isRequired: false, [], Today).Should().Be(PieceState.NotNeeded);
    }

    [Theory]
    [InlineData("2019-02-15", PieceState.Valid)]
    [InlineData("2019-02-14", PieceState.Expiring)]
    [InlineData("2019-01-15", PieceState.Expiring)]
    [InlineData("2019-01-14", PieceState.Expired)]
    public void An_accepted_piece_holds_through_its_last_day_and_is_told_thirty_days_before(string until, PieceState state) =>
        PieceRules.StateOf(true, [Accepted(DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture))], Today).Should().Be(state);

    [Fact]
    public void What_holds_outweighs_what_was_refused_later_and_what_waits_outweighs_what_ends()
    {
        PieceRules.StateOf(true, [Accepted(null), Of(DepositStatus.Refused)], Today).Should().Be(PieceState.Valid);
        PieceRules.StateOf(true, [Accepted(Today.AddDays(3)), Of(DepositStatus.Deposited)], Today).Should().Be(PieceState.Waiting);
        PieceRules.StateOf(true, [Of(DepositStatus.Refused), Of(DepositStatus.Deposited)], Today).Should().Be(PieceState.Waiting);
        PieceRules.StateOf(true, [Accepted(Today.AddDays(-3)), Of(DepositStatus.Refused)], Today).Should().Be(PieceState.Refused);
        PieceRules.StateOf(true, [Of(DepositStatus.Refused), Accepted(Today.AddDays(-3))], Today).Should().Be(PieceState.Expired);
    }

    [Theory]
    [InlineData(2019, 1, 2019)]
    [InlineData(2019, 6, 2019)]
    [InlineData(2019, 7, 2020)]
    [InlineData(2019, 9, 2020)]
    public void A_piece_of_the_school_year_holds_until_the_end_of_August(int year, int month, int endYear) =>
        PieceRules.EndOfSchoolYear(new DateOnly(year, month, 30)).Should().Be(new DateOnly(endYear, 8, 31));

    [Theory]
    [InlineData("Assurance 2019.PDF", "Assurance 2019.pdf")]
    [InlineData("../../etc/passwd", "passwd.pdf")]
    [InlineData(@"C:\Users\mère\Été.docx", "Été.pdf")]
    [InlineData("facture\u202Efdp.exe", "facture fdp.pdf")]
    [InlineData("a\r\nSet-Cookie: x.pdf", "a Set-Cookie x.pdf")]
    [InlineData("  . ", "document.pdf")]
    [InlineData("", "document.pdf")]
    [InlineData(null, "document.pdf")]
    [InlineData("<script>.pdf", "script.pdf")]
    public void A_name_keeps_its_words_and_nothing_else(string? name, string clean) => FileName.Clean(name, FileKind.Pdf).Should().Be(clean);

    [Fact]
    public void A_long_name_is_cut_between_characters() =>
        FileName.Clean(new string('a', 79) + "😀😀.png", FileKind.Png).Should().Be(new string('a', 79) + ".png");

    private static Deposit Accepted(DateOnly? until) => Of(DepositStatus.Accepted, until);

    private static Deposit Of(DepositStatus status, DateOnly? until = null) =>
        new(status, until, new DateTime(2018, 9, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(_minutes++));
}
