using ClsPortal.Application.Attendance;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Attendance;

public sealed class DayListTests
{
    private static readonly Person Agent = Person.With(Roles.Agent);
    private static readonly DateOnly Wednesday = new(2019, 1, 23);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_roster_holds_bookings_only_and_the_bus_lists_follow_the_bus(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(withBus: true);
        var (beine, maligny) = (activity.BusStops[0].Id, activity.BusStops[1].Id);
        var rides = await Booked(portal, activity, beine, maligny);
        var returns = await Booked(portal, activity, null, beine);
        var asks = await portal.GivenFamily();
        await portal.SendAs(asks.Parent, new AskSession(asks.ChildId, activity.Id, Wednesday));

        var session = (await portal.SendAs(Agent, new GetDayLists(Wednesday, Wednesday, activity.Id))).Value.Sessions.Should().ContainSingle().Subject;

        session.Children.Select(child => child.LastName).Should().BeEquivalentTo(rides.Family.Children[0].LastName, returns.Family.Children[0].LastName);
        session.Children[0].Guardians.Should().ContainSingle().Which.Should().StartWith("Mère ");
        BusList
            .Of(session)
            .Select(stop => (stop.IsOutbound, stop.Name, stop.Children.Count))
            .Should()
            .Equal((true, "Beine", 1), (false, "Maligny", 1), (false, "Beine", 1));
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_list_that_leaves_the_portal_is_recorded_without_a_name(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await Booked(portal, activity, null, null);

        await portal.SendAs(Agent, new ProduceDayList(DayListKind.Roster, Wednesday, Wednesday));

        var entry = await portal.Find(db => db.AuditEntries.SingleAsync(row => row.Act == "list.roster"));
        entry.Should().BeEquivalentTo(new { UserId = Agent.UserId, Details = "2019-01-23 – 2019-01-23, 1 lignes" });
        entry.Details.Should().NotContain(family.Family.Children[0].LastName);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_week_takes_as_many_statements_as_a_child_and_more_than_a_week_is_refused(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(capacity: 30, weekdays: Weekdays.All);
        await Booked(portal, activity, null, null);
        portal.Statements.Reset();
        await portal.SendAs(Agent, new GetDayLists(Wednesday, Wednesday));
        var one = portal.Statements.Sent.Count;
        for (var index = 0; index < 10; index++)
        {
            await Booked(portal, activity, null, null);
        }

        portal.Statements.Reset();
        var week = await portal.SendAs(Agent, new GetDayLists(Wednesday, Wednesday.AddDays(6)));

        week.Value.Sessions[0].Children.Should().HaveCount(11);
        portal.Statements.Sent.Should().HaveCount(one);
        (await portal.SendAs(Agent, new GetDayLists(Wednesday, Wednesday.AddDays(7)))).Refusal.Should().BeEquivalentTo(new { Code = "Invalid", Field = "To" });
    }

    private static async Task<Household> Booked(Portal portal, Activity activity, int? outbound, int? @return)
    {
        var family = await portal.GivenFamily();
        await portal.SendAs(Agent, new BookOnBehalf(family.ChildId, activity.Id, new(Wednesday, Wednesday, Weekdays.All), outbound, @return, null));
        return family;
    }
}
