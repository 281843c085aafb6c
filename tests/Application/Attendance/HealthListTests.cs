using ClsPortal.Application.Attendance;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Attendance;

public sealed class HealthListTests
{
    private static readonly Person Agent = Person.With(Roles.Agent);
    private static readonly DateOnly Wednesday = new(2019, 1, 23);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_team_learns_what_to_watch_and_each_record_that_was_read_is_written_down(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var (allergic, unknown) = (await portal.GivenFamily(), await portal.GivenFamily());
        foreach (var family in new[] { allergic, unknown })
        {
            await portal.SendAs(Agent, new BookOnBehalf(family.ChildId, activity.Id, new(Wednesday, Wednesday, Weekdays.All), null, null, null));
        }

        await portal.GivenHealth(
            allergic.ChildId,
            (HealthField.FoodAllergies, "Arachide"),
            (HealthField.Diet, "NoPork"),
            (HealthField.HasPai, RecordValue.No),
            (HealthField.DoctorName, "Dr Roy")
        );
        var list = (await portal.SendAs(Agent, new ProduceHealthList(Wednesday, Wednesday, activity.Id))).Value;

        var session = list.Sessions.Should().ContainSingle().Subject;
        session.Booked.Should().Be(2);
        session.WithoutRecord.Should().ContainSingle();
        session.Meals.Should().Equal(new MealCount("Sans porc", 1));
        session
            .Children.Should()
            .ContainSingle()
            .Which.Facts.Should()
            .Equal(new HealthFact("Allergies alimentaires", "Arachide"), new HealthFact("Repas", "Sans porc"));
        var entries = await portal.Find(db => db.AuditEntries.Where(entry => entry.Act == "health.read" || entry.Act == "list.health").ToListAsync());
        entries.Should().HaveCount(2).And.OnlyContain(entry => entry.UserId == Agent.UserId);
        entries.Should().ContainSingle(entry => entry.Subject == $"Child:{allergic.ChildId}");
        entries.Should().NotContain(entry => entry.Details!.Contains("Arachide"));
        await portal.SendAs(unknown.Parent, new AskSession(unknown.ChildId, activity.Id, Wednesday.AddDays(7)));
        var asked = (await portal.RequestsOf(unknown)).Single(row => row.Status == RequestStatus.Pending).Id;
        (await portal.SendAs(Agent, new GetRequestImpact([asked])))
            .Value.Health!.WithoutRecord.Should()
            .ContainSingle()
            .Which.ChildId.Should()
            .Be(unknown.ChildId);
    }
}
