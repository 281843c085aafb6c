using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;
using CsCheck;

namespace ClsPortal.Domain.Tests.Activities;

public sealed class BookingWindowTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    [Theory]
    [InlineData("2019-02-16", "2019-02-18", "2019-01-21", "2019-02-13")]
    [InlineData("2018-12-22", "2018-12-24", "2018-11-26", "2018-12-19")]
    [InlineData("2019-10-23", "2019-10-23", "2019-09-25", "2019-10-16")] // holidays that start on a Wednesday: the week before
    public void A_holiday_window_opens_four_weeks_before_the_stay_and_closes_after_the_last_Wednesday(
        string holidays,
        string stay,
        string opens,
        string lastDay
    )
    {
        var firstDay = DateOnly.Parse(holidays, null);
        var window = BookingWindow.Holiday(HolidayPeriod.Create("Vacances", "A", firstDay, firstDay.AddDays(16)), DateOnly.Parse(stay, null), Paris);

        window.OpensAt.Should().Be(Paris.StartOfDay(DateOnly.Parse(opens, null)));
        window.ClosesAt.Should().Be(Paris.StartOfDay(DateOnly.Parse(lastDay, null).AddDays(1)));
        window.IsOpenAt(window.OpensAt).Should().BeTrue();
        window.IsOpenAt(window.OpensAt.AddTicks(-1)).Should().BeFalse();
        window.IsOpenAt(window.ClosesAt.AddTicks(-1)).Should().BeTrue();
        window.IsOpenAt(window.ClosesAt).Should().BeFalse();
    }

    [Fact]
    public void Lead_and_closing_day_are_settings()
    {
        var winter = HolidayPeriod.Create("Hiver", "A", new(2019, 2, 16), new(2019, 3, 4));
        var window = BookingWindow.Holiday(winter, new(2019, 2, 18), Paris, leadWeeks: 6, closingDay: DayOfWeek.Friday);

        Paris.DateOf(window.OpensAt).Should().Be(new DateOnly(2019, 1, 7));
        Paris.DateOf(window.ClosesAt.AddTicks(-1)).Should().Be(new DateOnly(2019, 2, 15));
        (window.Covers(new(2019, 2, 15)), window.Covers(new(2019, 2, 16)), window.Covers(new(2019, 3, 3)), window.Covers(new(2019, 3, 4)))
            .Should()
            .Be((false, true, true, false));
    }

    [Fact]
    public void A_holiday_window_always_closes_before_the_holidays_within_a_week() =>
        Gen.Select(Gen.Int[0, 10_000], Gen.Enum<DayOfWeek>())
            .Sample(
                (day, closing) =>
                {
                    var first = new DateOnly(2010, 1, 1).AddDays(day);
                    var closes = Paris.DateOf(
                        BookingWindow.Holiday(HolidayPeriod.Create("x", "A", first, first.AddDays(9)), first, Paris, 4, closing).ClosesAt
                    );
                    return closes <= first && closes > first.AddDays(-7) && closes.AddDays(-1).DayOfWeek == closing;
                }
            );

    [Fact]
    public void One_open_window_is_enough_and_a_closed_one_says_when()
    {
        var day = new DateOnly(2019, 4, 10);
        BookingWindow[] windows = [Window(1, 10), Window(20, 25)];

        At(5).IsAllowed.Should().BeTrue();
        At(22).IsAllowed.Should().BeTrue();
        At(15).Should().Be(Decision.Refuse(RefusalReason.WindowNotYetOpen, January(20)));
        At(28).Should().Be(Decision.Refuse(RefusalReason.WindowClosed, January(25)));
        EnrolmentRules.CheckWindows(windows, new(2020, 1, 1), January(5)).Reason.Should().Be(RefusalReason.NoWindow);

        Decision At(int dayOfJanuary) => EnrolmentRules.CheckWindows(windows, day, January(dayOfJanuary));
    }

    private static DateTime January(int day) => new(2019, 1, day, 0, 0, 0, DateTimeKind.Utc);

    private static BookingWindow Window(int from, int to) => BookingWindow.Fixed(January(from), January(to), new(2019, 1, 1), new(2019, 7, 1));
}
