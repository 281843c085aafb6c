using ClsPortal.Application.Activities;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Activities;

public sealed class StaffingTests
{
    private static readonly Person Agent = Person.With(Roles.Agent);
    private static readonly Person Director = Person.With(Roles.Director);
    private static readonly DateOnly Wednesday = new(2019, 1, 23);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Bookings_and_requests_are_counted_by_age_against_the_law(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var five = await portal.GivenFamily(born: new(2013, 1, 24), children: 2);
        var six = await portal.GivenFamily(born: new(2013, 1, 23));
        foreach (var child in five.Family.Children)
        {
            await portal.SendAs(Agent, new BookOnBehalf(child.Id, activity.Id, new(Wednesday, Wednesday, Weekdays.All), null, null, null));
        }

        await portal.SendAs(six.Parent, new AskSession(six.ChildId, activity.Id, Wednesday));
        await portal.SendAs(Director, new PlanStaff((await portal.SessionOf(activity, Wednesday)).Id, 1, AndFollowing: false));

        var session = (await portal.SendAs(Agent, new ListStaffing(Wednesday, Wednesday))).Value.Sessions.Should().ContainSingle().Subject;

        session
            .Should()
            .BeEquivalentTo(
                new
                {
                    Kind = CareKind.AroundSchoolLong,
                    UnderSixEach = 8,
                    FromSixEach = 12,
                    Booked = new ChildrenByAge(2, 0),
                    Waiting = new ChildrenByAge(0, 1),
                    Planned = (int?)1,
                    Needed = 1,
                    NeededWithWaiting = 2,
                    Level = StaffLevel.Tight,
                }
            );
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_director_plans_a_session_and_all_that_follow(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var session = await portal.SessionOf(activity, Wednesday);
        await portal.SendAs(Director, new PlanStaff(session.Id, 2, AndFollowing: false));

        var following = (await portal.SendAs(Director, new PlanStaff(session.Id, 3, AndFollowing: true))).Value;

        var plans = await portal.Find(db => db.StaffPlans.ToListAsync());
        plans.Should().HaveCount(following.Sessions).And.OnlyContain(plan => plan.Animators == 3);
        following.Sessions.Should().Be(await portal.Find(db => db.Sessions.CountAsync(row => row.Date >= Wednesday)));
        (await portal.Find(db => db.AuditEntries.CountAsync(entry => entry.Act == "session.staff" && entry.UserId == Director.UserId))).Should().Be(2);
        (await portal.SendAs(Director, new PlanStaff(session.Id, -1, false))).Refusal.Should().BeEquivalentTo(new { Code = "Invalid", Field = "Animators" });
        (await portal.SendAs(Director, new PlanStaff(999_999, 1, false))).IsNotFound.Should().BeTrue();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Rates_are_set_up_to_the_laws_limit(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(holidays: HolidayPeriod.Create("Vacances d’hiver", "A", new(2019, 2, 16), new(2019, 3, 4)));

        var tooMany = await portal.SendAs(Director, new SetStaffRule(CareKind.OutOfSchool, 9, 12));
        await portal.SendAs(Director, new SetStaffRule(CareKind.AroundSchoolLong, 9, 13));
        await portal.SendAs(Director, new SetStaffRule(CareKind.AroundSchoolLong, 10, 14));

        tooMany.Refusal.Should().BeEquivalentTo(new { Code = "Invalid", Field = "UnderSix" });
        (await portal.SendAs(Agent, new GetStaffRules()))
            .Value.Rules.Should()
            .ContainEquivalentOf(
                new
                {
                    Kind = CareKind.AroundSchoolLong,
                    UnderSix = 10,
                    FromSix = 14,
                }
            )
            .And.ContainEquivalentOf(
                new
                {
                    Kind = CareKind.OutOfSchool,
                    UnderSix = 8,
                    FromSix = 12,
                }
            );
        (await portal.SendAs(Agent, new ListStaffing(Wednesday, Wednesday, activity.Id))).Value.Sessions[0].UnderSixEach.Should().Be(10);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Five_weeks_take_as_many_statements_as_a_day(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await portal.GivenActivity(weekdays: Weekdays.All);
        portal.Statements.Reset();
        await portal.SendAs(Agent, new ListStaffing(Wednesday, Wednesday));
        var one = portal.Statements.Sent.Count;
        portal.Statements.Reset();

        (await portal.SendAs(Agent, new ListStaffing(Wednesday, Wednesday.AddDays(34)))).Value.Sessions.Count.Should().BeGreaterThan(20);

        portal.Statements.Sent.Should().HaveCount(one);
        (await portal.SendAs(Agent, new ListStaffing(Wednesday, Wednesday.AddDays(35)))).Refusal.Field.Should().Be("To");
    }
}
