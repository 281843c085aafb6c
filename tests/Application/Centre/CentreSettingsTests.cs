using ClsPortal.Application.Centre;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Overview;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Centre;

public sealed class CentreSettingsTests
{
    private static readonly Person Director = Person.With(Roles.Director);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_centre_is_set_up_once_and_changed_with_a_trace_of_what_changed(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await portal.Find(db => db.Centres.ExecuteDeleteAsync());
        var empty = (await portal.SendAs(Director, new GetCentreSettings())).Value;

        var created = await portal.SendAs(Director, Save(empty.Stamp) with { SchoolZone = "B" });
        var read = (await portal.SendAs(Director, new GetCentreSettings())).Value;
        var changed = await portal.SendAs(Director, Save(read.Stamp) with { Phone = "03 86 00 00 00", SchoolZone = "C" });

        empty.IsSetUp.Should().BeFalse();
        created.IsRefused.Should().BeFalse();
        read.Should()
            .BeEquivalentTo(
                new
                {
                    IsSetUp = true,
                    Name = "Centre de Loisirs de Pontigny",
                    SchoolZone = "B",
                    AnswerWorkingDays = 4,
                    UrgentDays = 6,
                }
            );
        changed.IsRefused.Should().BeFalse();
        var centre = await portal.Find(db => db.Centres.SingleAsync());
        centre.Phone.Should().Be("03.86.00.00.00");
        centre.SchoolZone.Should().Be("B", "another zone moves sessions and is the calendar's business");
        (await portal.Find(db => db.AuditEntries.OrderBy(entry => entry.Id).ToListAsync()))[^1]
            .Should()
            .BeEquivalentTo(
                new
                {
                    Act = "centre.saved",
                    Director.UserId,
                    Details = "téléphone : 03.86.47.86.12 → 03.86.00.00.00",
                }
            );
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Of_two_who_save_what_they_both_read_the_second_is_told(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var stamp = (await portal.SendAs(Director, new GetCentreSettings())).Value.Stamp;

        var answers = await Task.WhenAll(
            Task.Run(() => portal.SendAs(Director, Save(stamp) with { Name = "Un" })),
            Task.Run(() => portal.SendAs(Director, Save(stamp) with { Name = "Deux" }))
        );

        answers.Count(answer => !answer.IsRefused).Should().Be(1);
        answers.Single(answer => answer.IsRefused).Refusal.Code.Should().Be("ChangedMeanwhile");
    }

    [Fact]
    public async Task Each_wrong_value_is_told_beside_its_field()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);

        var refused = await portal.SendAs(Director, new SaveCentre(" ", "bonjour", "pas une adresse", "D", 0, 99, new string('x', 2001), ""));

        refused
            .Refusals.Select(refusal => refusal.Field)
            .Should()
            .BeEquivalentTo("Name", "Phone", "Email", "SchoolZone", "AnswerWorkingDays", "UrgentDays", "Announcement");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Offices_are_added_ordered_changed_and_removed(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        foreach (var name in new[] { "Un", "Deux", "Trois" })
        {
            await portal.SendAs(Director, new SaveOffice(null, name, "2 rue du Serein\r\n89800 Chablis", "03.86.18.92.48", "a@example.fr"));
        }

        var offices = (await portal.SendAs(Director, new GetOffices())).Value;
        await portal.SendAs(Director, new MoveOffice(offices[2].Id, Up: true));
        await portal.SendAs(Director, new MoveOffice(offices[0].Id, Up: true));
        await portal.SendAs(Director, new RemoveOffice(offices[1].Id));
        await portal.SendAs(Director, new SaveOffice(offices[0].Id, "Premier", "1 place", "03.86.18.92.48", "a@example.fr"));

        var left = (await portal.SendAs(Person.Nobody, new GetOffices())).Value;
        left.Select(office => office.Name).Should().Equal("Premier", "Trois");
        left[1].Address.Should().Be("2 rue du Serein\n89800 Chablis");
        (await portal.SendAs(Director, new SaveOffice(999, "x", "x", "03.86.18.92.48", "a@example.fr"))).IsNotFound.Should().BeTrue();
        (await portal.Find(db => db.AuditEntries.Select(entry => entry.Act).ToListAsync()))
            .Should()
            .Contain(["office.added", "office.removed", "office.changed"]);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_is_urgent_follows_the_setting(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        await portal.SendAs(family.Parent, new Application.Enrolment.AskSession(family.ChildId, activity.Id, new(2019, 1, 23)));
        var before = (await portal.SendAs(Director, new GetDashboard())).Value;

        var stamp = (await portal.SendAs(Director, new GetCentreSettings())).Value.Stamp;
        await portal.SendAs(Director, Save(stamp) with { UrgentDays = 8 });

        before.Urgent.Should().Be(0);
        (await portal.SendAs(Director, new GetDashboard())).Value.Should().BeEquivalentTo(new { Urgent = 1, UrgentDays = 8 });
        (await portal.SendAs(Director, new ListRequestsToTreat(OnlyUrgent: true))).Value.Lines.Total.Should().Be(1);
    }

    private static SaveCentre Save(string stamp) =>
        new("Centre de Loisirs de Pontigny", "03.86.47.86.12", "direction@example.fr", "A", 4, 6, "Bienvenue", stamp);
}
