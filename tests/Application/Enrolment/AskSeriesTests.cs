using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;

namespace ClsPortal.Application.Tests.Enrolment;

public sealed class AskSeriesTests
{
    private const Weekdays SchoolDays = Weekdays.Monday | Weekdays.Tuesday | Weekdays.Thursday | Weekdays.Friday;
    private static readonly Series OfTheGuide = new(new(2019, 2, 5), new(2019, 2, 26), SchoolDays);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_guides_own_form_asks_for_school_days_and_reports_the_holidays(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var winter = HolidayPeriod.Create("Vacances d’hiver", "A", new(2019, 2, 16), new(2019, 3, 4));
        var activity = await portal.GivenActivity(from: new(7, 30), to: new(8, 30), weekdays: SchoolDays, name: "Péri Beine matin", holidays: winter);
        var family = await portal.GivenFamily();

        var preview = (await portal.SendAs(family.Parent, new PreviewSeries(family.ChildId, activity.Id, OfTheGuide))).Value;
        var filed = (await portal.SendAs(family.Parent, new AskSeries(family.ChildId, activity.Id, OfTheGuide))).Value;

        int[] expected = [5, 7, 8, 11, 12, 14, 15];
        filed.Filed.Select(date => date.Day).Should().Equal(expected);
        filed.NotFiled.Select(line => line.Date.Day).Should().Equal(18, 19, 21, 22, 25, 26);
        filed.NotFiled.Should().OnlyContain(line => line.Code == nameof(RefusalReason.SchoolHolidays) && line.Sentence.Contains("Vacances d’hiver"));
        preview.Lines.Where(line => line.Code is null).Select(line => line.Date).Should().Equal(filed.Filed, "the preview promises what the command does");
        (await portal.RequestsOf(family)).Should().HaveCount(7);
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Each_date_tells_its_own_fate_and_nothing_is_dropped(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(capacity: 1);
        var morning = await portal.GivenActivity(from: new(8, 30), to: new(12, 0), name: "Chablis mercredi matin");
        var (family, other) = (await portal.GivenFamily(), await portal.GivenFamily());
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, new(2019, 1, 23)));
        await portal.SendAs(other.Parent, new AskSession(other.ChildId, activity.Id, new(2019, 1, 30)));
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, morning.Id, new(2019, 2, 6)));

        var series = new Series(new(2019, 1, 16), new(2019, 2, 13), Weekdays.Wednesday);
        var filed = (await portal.SendAs(family.Parent, new AskSeries(family.ChildId, activity.Id, series))).Value;

        filed.Filed.Should().Equal(new DateOnly(2019, 2, 13));
        filed
            .NotFiled.ToDictionary(line => line.Date.ToString("dd-MM", null), line => line.Code)
            .Should()
            .BeEquivalentTo(
                new Dictionary<string, string>
                {
                    ["16-01"] = nameof(RefusalReason.PastCutoff),
                    ["23-01"] = nameof(RefusalReason.AlreadyAsked),
                    ["30-01"] = nameof(RefusalReason.Full),
                    ["06-02"] = nameof(RefusalReason.Overlaps),
                }
            );
    }

    [Theory]
    [InlineData("2019-02-26", "2019-02-05", SchoolDays, "Series.To")]
    [InlineData("2019-02-05", "2029-02-05", SchoolDays, "Series.To")]
    [InlineData("0001-01-01", "2019-02-05", SchoolDays, "Series.From")]
    [InlineData("2019-02-05", "2019-02-26", Weekdays.None, "Series.Weekdays")]
    public async Task Dates_that_make_no_sense_are_told_beside_their_field(string from, string to, Weekdays days, string field)
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        var series = new Series(DateOnly.Parse(from, null), DateOnly.Parse(to, null), days);

        var asked = await portal.SendAs(family.Parent, new AskSeries(family.ChildId, activity.Id, series));
        var preview = await portal.SendAs(family.Parent, new PreviewSeries(family.ChildId, activity.Id, series));

        asked.Refusals.Should().Contain(refusal => refusal.Field == field && refusal.Sentence.Length > 10);
        preview.Refusals.Should().Contain(refusal => refusal.Field == field);
        (await portal.RequestsOf(family)).Should().BeEmpty();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_whole_school_year_takes_at_most_fifteen_statements(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(weekdays: Weekdays.WorkingWeek);
        var family = await portal.GivenFamily();
        portal.Statements.Reset();

        var filed = await portal.SendAs(family.Parent, new AskSeries(family.ChildId, activity.Id, new(new(2019, 1, 16), new(2019, 7, 5), Weekdays.All)));

        filed.Value.Filed.Should().HaveCountGreaterThan(110);
        portal.Statements.Sent.Should().HaveCountLessThanOrEqualTo(15);
    }
}
