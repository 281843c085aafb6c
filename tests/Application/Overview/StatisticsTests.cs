using ClsPortal.Application.Attendance;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Overview;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Attendance;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Overview;

public sealed class StatisticsTests
{
    private static readonly Person Agent = Person.With(Roles.Agent);
    private static readonly Person Director = Person.With(Roles.Director);
    private static readonly DateOnly Wednesday = new(2019, 1, 23);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_month_counts_bookings_refusals_cancellations_and_who_came(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(capacity: 10);
        var came = await Booked(portal, activity, Wednesday, Wednesday.AddDays(7));
        var cancelled = await Booked(portal, activity, Wednesday);
        await portal.SendAs(Agent, new CancelOnBehalf(cancelled.Bookings[0], false, "Malade"));
        var refused = await portal.GivenFamily();
        await portal.SendAs(refused.Parent, new AskSession(refused.ChildId, activity.Id, Wednesday));
        await portal.SendAs(Agent, new TreatRequests([(await portal.RequestsOf(refused))[0].Id], Accept: false, "Équipe réduite"));
        portal.ItIs(Wednesday, new(9, 0));
        await portal.SendAs(
            Agent,
            new MarkAttendance(Guid.NewGuid(), came.Bookings[0], AttendanceMarkKind.Present, portal.Clock.GetUtcNow(), null, new TimeOnly(8, 31))
        );

        var statistics = (await portal.SendAs(Director, new GetStatistics(new(2018, 12, 1), Wednesday))).Value;

        statistics.Months.Select(month => month.Month).Should().Equal(new DateOnly(2018, 12, 1), new DateOnly(2019, 1, 1));
        statistics.Months[1].Figures.Should().Be(new Figures(5, 50, 2, 1, 1, 1, 0, 0));
        statistics.Months[1].Figures.Fill.Should().Be(4);
        statistics.ByActivity.Should().ContainSingle().Which.Name.Should().Be(activity.Name);
        statistics.Children.Should().Be(1, "a child with two bookings is one child");
        statistics.ByAge.Should().Equal(new NamedCount("7 ans", 1));
        statistics.BySchool.Should().Equal(new NamedCount("École non indiquée", 1));
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_file_is_recorded_and_two_years_are_the_most(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await portal.GivenActivity();

        (await portal.SendAs(Director, new ExportStatistics(Wednesday, Wednesday))).Value.Months.Should().ContainSingle();
        (await portal.Find(db => db.AuditEntries.CountAsync(entry => entry.Act == "export.statistics"))).Should().Be(1);
        (await portal.SendAs(Director, new GetStatistics(Wednesday, Wednesday.AddMonths(24))))
            .Refusal.Should()
            .BeEquivalentTo(new { Code = "Invalid", Field = "To" });
        (await portal.SendAs(Director, new ExportStatistics(Wednesday, Wednesday.AddMonths(-1)))).Refusal.Code.Should().Be("Invalid");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_year_takes_as_many_statements_as_a_month(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await portal.GivenActivity();
        portal.Statements.Reset();
        await portal.SendAs(Director, new GetStatistics(Wednesday, Wednesday));
        var one = portal.Statements.Sent.Count;
        portal.Statements.Reset();

        await portal.SendAs(Director, new GetStatistics(new(2018, 9, 1), new(2019, 6, 1)));

        portal.Statements.Sent.Should().HaveCount(one);
    }

    private static async Task<(Household Family, List<long> Bookings)> Booked(Portal portal, Activity activity, params DateOnly[] days)
    {
        var family = await portal.GivenFamily();
        foreach (var day in days)
        {
            await portal.SendAs(Agent, new BookOnBehalf(family.ChildId, activity.Id, new(day, day, Weekdays.All), null, null, null));
        }

        return (family, (await portal.RequestsOf(family)).ConvertAll(row => row.Id));
    }
}
