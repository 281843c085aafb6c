using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Messaging;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Tests.Messaging;

public sealed class ReminderTests
{
    private static readonly Person Director = Person.With(Roles.Director);
    private static readonly DateOnly Wednesday = new(2019, 1, 23);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_centre_is_reminded_once_a_day_of_requests_it_promised_to_answer(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));

        (await RunAsync(portal)).Should().Be(0, "nothing is late yet");
        portal.ItIs(new(2019, 1, 21), new(6, 59));
        (await RunAsync(portal)).Should().Be(0, "it is too early in the morning");
        portal.ItIs(new(2019, 1, 21), new(7, 1));
        (await RunAsync(portal)).Should().Be(1);
        (await RunAsync(portal)).Should().Be(0, "today's is sent");
        portal.ItIs(new(2019, 1, 22), new(7, 1));
        (await RunAsync(portal)).Should().Be(1);

        var mails = await portal.Find(db => db.OutboxMessages.Where(mail => mail.Template == ReminderMail.Template).ToListAsync());
        mails
            .Should()
            .HaveCount(2)
            .And.OnlyContain(mail => mail.Recipients == "centre@example.fr" && mail.FamilyId == null && mail.Subject == "1 demande en retard");
        mails[0].Model.Should().Contain("Chablis mercredi").And.NotContain("Enfant 1");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Of_eight_copies_in_the_same_instant_one_writes_it(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));
        portal.ItIs(new(2019, 1, 21), new(8, 0));

        var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => RunAsync(portal))));

        written.Sum().Should().Be(1);
        (await portal.Find(db => db.OutboxMessages.CountAsync(mail => mail.Template == ReminderMail.Template))).Should().Be(1);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Families_hear_of_tomorrow_only_when_the_centre_wants_it(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        await portal.SendAs(Person.With(Roles.Agent), new BookOnBehalf(family.ChildId, activity.Id, new(Wednesday, Wednesday, Weekdays.All), null, null, null));
        portal.ItIs(Wednesday.AddDays(-1), new(16, 0));
        (await RunAsync(portal)).Should().Be(0);

        await portal.SendAs(Director, new SwitchReminder(ReminderKind.TomorrowSessions, true));
        (await RunAsync(portal)).Should().Be(1);

        var mail = await portal.Find(db => db.OutboxMessages.SingleAsync(row => row.Template == ReminderMail.Template));
        mail.Should()
            .BeEquivalentTo(
                new
                {
                    Recipients = family.Family.Guardians[0].Email,
                    FamilyId = (int?)family.Family.Id,
                    Subject = "Rappel pour demain",
                }
            );
        (await portal.SendAs(Director, new GetReminders()))
            .Value.Reminders.Should()
            .ContainEquivalentOf(
                new
                {
                    Kind = ReminderKind.TomorrowSessions,
                    IsOn = true,
                    LastMails = 1,
                }
            );
        await portal.SendAs(Director, new SwitchReminder(ReminderKind.TomorrowSessions, false));
        (await portal.Find(db => db.AuditEntries.CountAsync(entry => entry.Act == "reminder.switched" && entry.UserId == Director.UserId))).Should().Be(2);
    }

    private static async Task<int> RunAsync(Portal portal)
    {
        await using var scope = portal.Service<IServiceScopeFactory>().CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ReminderRound>().RunAsync(CancellationToken.None);
    }
}
