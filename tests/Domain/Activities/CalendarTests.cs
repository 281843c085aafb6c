using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Domain.Tests.Activities;

public sealed class CalendarTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    [Theory]
    [InlineData("2019-01-01", "Jour de l’an")]
    [InlineData("2019-04-22", "Lundi de Pâques")]
    [InlineData("2025-04-21", "Lundi de Pâques")]
    [InlineData("2026-04-06", "Lundi de Pâques")]
    [InlineData("2027-03-29", "Lundi de Pâques")]
    [InlineData("2019-05-30", "Ascension")]
    [InlineData("2026-05-14", "Ascension")]
    [InlineData("2019-06-10", "Lundi de Pentecôte")]
    [InlineData("2027-05-17", "Lundi de Pentecôte")]
    [InlineData("2019-11-11", "Armistice 1918")]
    [InlineData("2019-04-21", null)]
    [InlineData("2019-01-02", null)]
    public void Public_holidays_are_those_of_France(string date, string? name) => PublicHolidays.NameOf(DateOnly.Parse(date, null)).Should().Be(name);

    [Theory]
    [InlineData(2019)]
    [InlineData(2024)]
    [InlineData(2038)]
    public void A_year_has_eleven_public_holidays_when_none_coincide(int year) =>
        Enumerable.Range(0, 365).Select(day => new DateOnly(year, 1, 1).AddDays(day)).Count(day => PublicHolidays.NameOf(day) is not null).Should().Be(11);

    [Fact]
    public void Working_days_skip_week_ends_and_public_holidays()
    {
        PublicHolidays.WorkingDaysBefore(new(2019, 5, 3), 2).Should().Be(new DateOnly(2019, 4, 30), "1 May is no working day");
        PublicHolidays.WorkingDaysAfter(new(2019, 4, 19), 1).Should().Be(new DateOnly(2019, 4, 23), "Easter Monday is none either");
        PublicHolidays.WorkingDaysAfter(new(2019, 1, 15), 0).Should().Be(new DateOnly(2019, 1, 15));
    }

    [Theory]
    [InlineData("2019-01-21", "07:30", "2019-01-21T06:30:00")]
    [InlineData("2019-07-01", "07:30", "2019-07-01T05:30:00")]
    [InlineData("2019-03-31", "02:30", "2019-03-31T01:30:00")] // skipped: taken as 03:30
    [InlineData("2018-10-28", "02:30", "2018-10-28T00:30:00")] // shown twice: the first one
    public void Wall_clock_becomes_UTC(string date, string time, string expected) =>
        Paris.ToInstant(DateOnly.Parse(date, null), TimeOnly.Parse(time, null)).Should().Be(DateTime.Parse(expected, null)).And.BeIn(DateTimeKind.Utc);

    [Fact]
    public void Holidays_run_from_their_first_day_to_the_day_before_the_return()
    {
        var winter = HolidayPeriod.Create("Vacances d’hiver", "A", new(2019, 2, 16), new(2019, 3, 4));
        var calendar = new SchoolCalendar([winter]);

        calendar.HolidayOn(new(2019, 2, 15)).Should().BeNull();
        calendar.HolidayOn(new(2019, 2, 16)).Should().Be(winter);
        calendar.HolidayOn(new(2019, 3, 3)).Should().Be(winter);
        calendar.HolidayOn(new(2019, 3, 4)).Should().BeNull();
        var backwards = () => HolidayPeriod.Create("x", "A", new(2019, 3, 4), new(2019, 3, 4));
        backwards.Should().Throw<ArgumentException>();
    }
}
