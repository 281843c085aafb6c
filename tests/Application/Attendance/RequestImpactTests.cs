using ClsPortal.Application.Activities;
using ClsPortal.Application.Attendance;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Attendance;

public sealed class RequestImpactTests
{
    private static readonly Person Agent = Person.With(Roles.Agent);
    private static readonly Person Director = Person.With(Roles.Director);
    private static readonly DateOnly Wednesday = new(2019, 1, 23);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Accepting_shows_staff_bus_siblings_and_what_is_unpaid(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(withBus: true);
        var family = await portal.GivenFamily(children: 2);
        var (elder, younger) = (family.Family.Children[0].Id, family.Family.Children[1].Id);
        await portal.SendAs(Director, new PlanStaff((await portal.SessionOf(activity, Wednesday)).Id, 0, false));
        await portal.SendAs(Agent, new BookOnBehalf(younger, activity.Id, new(Wednesday, Wednesday, Weekdays.All), null, null, null));
        await portal.SendAs(family.Parent, new AskSession(elder, activity.Id, Wednesday, activity.BusStops[0].Id));
        var asked = (await portal.RequestsOf(family)).Single(row => row.Status == RequestStatus.Pending).Id;
        await portal.SaveAsync(
            Invoice.Issue(
                "011900001",
                new(family.Family.Id, "Famille"),
                new(Wednesday, Wednesday, new(2018, 12, 1), new(2019, 1, 10)),
                [InvoiceLine.For(new(elder, "Enfant 1", null, Wednesday), "Garderie", 1, 1620, 1620, 0, "")],
                new(new(2018, 12, 1, 8, 0, 0, DateTimeKind.Utc), Director.UserId, Director.Name)
            )
        );

        var impact = (await portal.SendAs(Agent, new GetRequestImpact([asked]))).Value;

        impact
            .Sessions.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    Date = Wednesday,
                    PlacesTaken = 2,
                    ChildrenNow = 1,
                    ChildrenAfter = 2,
                    Planned = (int?)0,
                    NeededAfter = 1,
                    LevelAfter = StaffLevel.TooFew,
                    OutboundAfter = 1,
                    ReturnAfter = 0,
                }
            );
        var one = impact.Families.Should().ContainSingle().Subject;
        one.Should()
            .BeEquivalentTo(
                new
                {
                    UnpaidInvoices = 1,
                    DueCents = 1620L,
                    OverdueInvoices = 1,
                }
            );
        one.Siblings.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    ChildName = "Enfant 2",
                    Date = Wednesday,
                    Status = RequestStatus.Accepted,
                }
            );
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Missing_papers_seats_and_flags_of_health_are_told_and_health_only_to_a_strong_sign_in(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await portal.GivenPiece();
        await portal.GivenPiece("Justificatif de domicile", isPerChild: false);
        var activity = await portal.GivenActivity(withBus: true);
        await portal.Find(db => db.Activities.ExecuteUpdateAsync(set => set.SetProperty(row => row.BusSeats, 1)));
        var (allergic, other) = (await portal.GivenFamily(), await portal.GivenFamily());
        var ids = new List<long>();
        foreach (var family in new[] { allergic, other })
        {
            await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday, activity.BusStops[0].Id));
            ids.Add((await portal.RequestsOf(family))[0].Id);
        }

        await portal.GivenHealth(allergic.ChildId, (HealthField.FoodAllergies, "Arachide"), (HealthField.Diet, "NoPork"));

        var one = (await portal.SendAs(Agent, new GetRequestImpact([ids[0]]))).Value;
        var both = (await portal.SendAs(Agent, new GetRequestImpact(ids))).Value;
        var weak = (await portal.SendAs(Agent with { HasPasswordAlone = true }, new GetRequestImpact(ids))).Value;

        one.Sessions[0]
            .Should()
            .BeEquivalentTo(
                new
                {
                    OutboundAfter = 1,
                    BusSeats = (int?)1,
                    IsBusTooSmall = false,
                }
            );
        both.Sessions[0].Should().BeEquivalentTo(new { OutboundAfter = 2, IsBusTooSmall = true });
        one.Families[0]
            .MissingPapers.Should()
            .BeEquivalentTo([
                new MissingPaper(null, "Justificatif de domicile", PieceState.Missing),
                new MissingPaper(
                    $"{allergic.Family.Children[0].FirstName} {allergic.Family.Children[0].LastName}".Trim(),
                    "Assurance scolaire",
                    PieceState.Missing
                ),
            ]);
        both.Health!.AtRisk.Select(child => child.ChildId).Should().Equal(allergic.ChildId);
        both.Health.WithDiet.Select(child => child.ChildId).Should().Equal(allergic.ChildId);
        both.Health.WithoutRecord.Select(child => child.ChildId).Should().Equal(other.ChildId);
        weak.Health.Should().BeNull();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task An_accepted_cancellation_takes_a_child_away_and_treated_requests_are_left_out(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        await portal.SendAs(Agent, new BookOnBehalf(family.ChildId, activity.Id, new(Wednesday, Wednesday, Weekdays.All), null, null, null));
        var booking = (await portal.RequestsOf(family))[0].Id;
        await portal.SendAs(family.Parent, new AskCancellation(booking));
        var cancellation = (await portal.RequestsOf(family))[1].Id;

        (await portal.SendAs(Agent, new GetRequestImpact([cancellation])))
            .Value.Sessions[0]
            .Should()
            .BeEquivalentTo(
                new
                {
                    ChildrenNow = 1,
                    ChildrenAfter = 0,
                    NeededAfter = 0,
                }
            );
        (await portal.SendAs(Agent, new GetRequestImpact([booking]))).Value.Sessions.Should().BeEmpty();
        (await portal.SendAs(Agent, new GetRequestImpact([]))).Refusal.Code.Should().Be("Invalid");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Twenty_requests_take_as_many_statements_as_one(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(capacity: 30);
        var ids = new List<long>();
        for (var index = 0; index < 20; index++)
        {
            var family = await portal.GivenFamily();
            await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));
            ids.Add((await portal.RequestsOf(family))[0].Id);
        }

        portal.Statements.Reset();
        await portal.SendAs(Agent, new GetRequestImpact([ids[0]]));
        var one = portal.Statements.Sent.Count;
        portal.Statements.Reset();
        var all = (await portal.SendAs(Agent, new GetRequestImpact(ids))).Value;

        all.Sessions.Should().ContainSingle().Which.ChildrenAfter.Should().Be(20);
        portal.Statements.Sent.Should().HaveCount(one);
    }
}
