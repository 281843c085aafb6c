using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Shared;
using CsCheck;

namespace ClsPortal.Domain.Tests.Activities;

public sealed class CutoffTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
    private static readonly TimeOnly HalfPastSeven = new(7, 30);

    private static readonly Gen<DateOnly> AnyDay = Gen.Int[0, 365 * 30].Select(day => new DateOnly(2010, 1, 1).AddDays(day));
    private static readonly Gen<TimeOnly> AnyTime = Gen.Int[0, (24 * 60) - 1].Select(minute => new TimeOnly(minute / 60, minute % 60));

    [Theory]
    [InlineData("2019-01-23", "2019-01-21T07:30")]
    [InlineData("2019-04-01", "2019-03-30T06:30")] // the clocks went forward on 31-03
    [InlineData("2018-10-29", "2018-10-27T08:30")] // the clocks went back on 28-10
    public void Forty_eight_hours_are_elapsed_hours(string session, string expectedOnTheClock) =>
        Paris
            .ToWallClock(Cutoff.FortyEightHours.InstantFor(DateOnly.Parse(session, null), HalfPastSeven, Paris))
            .Should()
            .Be(DateTime.Parse(expectedOnTheClock, null));

    [Theory]
    [InlineData("2019-01-23", 2, "12:00", "2019-01-21T12:00")]
    [InlineData("2019-01-21", 1, "17:00", "2019-01-18T17:00")] // Friday before a Monday
    [InlineData("2019-05-02", 1, "10:00", "2019-04-30T10:00")] // over 1 May
    [InlineData("2019-01-23", 0, "06:00", "2019-01-23T06:00")]
    [InlineData("2019-01-23", 0, "12:00", "2019-01-23T07:30")] // never after the start
    public void Working_days_skip_what_is_not_worked(string session, int days, string at, string expectedOnTheClock) =>
        Paris
            .ToWallClock(Cutoff.WorkingDaysBefore(days, TimeOnly.Parse(at, null)).InstantFor(DateOnly.Parse(session, null), HalfPastSeven, Paris))
            .Should()
            .Be(DateTime.Parse(expectedOnTheClock, null));

    [Fact]
    public void Hours_before_are_exactly_that_many_elapsed_hours_whatever_the_clocks_do() =>
        Gen.Select(AnyDay, AnyTime, Gen.Int[0, 1000])
            .Sample((day, time, hours) => Paris.ToInstant(day, time) - Cutoff.HoursBefore(hours).InstantFor(day, time, Paris) == TimeSpan.FromHours(hours));

    [Fact]
    public void Working_days_before_fall_on_a_working_day_and_never_after_the_start() =>
        Gen.Select(AnyDay, AnyTime, Gen.Int[1, 20], AnyTime)
            .Sample(
                (day, start, days, at) =>
                {
                    var instant = Cutoff.WorkingDaysBefore(days, at).InstantFor(day, start, Paris);
                    return instant <= Paris.ToInstant(day, start) && PublicHolidays.IsWorkingDay(Paris.DateOf(instant));
                }
            );

    [Fact]
    public void Impossible_settings_are_refused()
    {
        var negative = () => Cutoff.HoursBefore(-1);
        var endless = () => Cutoff.WorkingDaysBefore(61, HalfPastSeven);

        negative.Should().Throw<ArgumentOutOfRangeException>();
        endless.Should().Throw<ArgumentOutOfRangeException>();
    }
}
