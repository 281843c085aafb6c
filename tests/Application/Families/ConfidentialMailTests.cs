using ClsPortal.Application.Activities;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Messaging;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Tests.Families;

/// <summary>Mails and messages to many: each guardian gets the lines of the children who are open to that guardian, and nobody an empty mail.</summary>
public sealed class ConfidentialMailTests
{
    private static readonly DateOnly Wednesday = HiddenHome.Wednesday;
    private static readonly Person Director = Person.With(Roles.Director);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_decision_over_both_children_reaches_each_guardian_with_the_own_lines_and_is_taken_back_from_each(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider, hold: new MailHold(TimeSpan.FromMinutes(1)));
        var home = await HiddenHome.GivenAsync(portal);
        await SentAsync(portal);
        var waiting = (await portal.RequestsOf(home.Household)).Where(row => row is { Kind: RequestKind.Enrolment, Status: RequestStatus.Pending }).ToList();
        waiting.Select(row => row.ChildId).Should().BeEquivalentTo([home.Hidden, home.Open]);

        (await portal.SendAs(Director, new TreatRequests([.. waiting.Select(row => row.Id)], Accept: true))).Value.Treated.Should().Be(2);

        await Expect(portal, home, mothers: mail => mail.Contains("Enfant 1") && mail.Contains("Enfant 2"), fathers: mail => mail.Contains("Enfant 2"));
        await portal.SendAs(Director, new UndoDecisions([waiting.Single(row => row.ChildId == home.Hidden).Id]));
        await Expect(portal, home, mothers: mail => !mail.Contains("Enfant 1") && mail.Contains("Enfant 2"), fathers: mail => mail.Contains("Enfant 2"));
        await portal.SendAs(Director, new UndoDecisions([waiting.Single(row => row.ChildId == home.Open).Id]));
        (await MailsAsync(portal)).Should().BeEmpty("nothing of the decision is left");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_concerns_the_withheld_child_alone_reaches_the_one_guardian(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var home = await HiddenHome.GivenAsync(portal);
        await SentAsync(portal);
        await portal.SendAs(Director, new SwitchReminder(ReminderKind.TomorrowSessions, true));
        await portal.SendAs(Director, new SwitchReminder(ReminderKind.ExpiringPieces, true));
        await portal.SendAs(Director, new SetReminderDays(ReminderKind.ExpiringPieces, 20));

        foreach (var deposit in home.Deposits)
        {
            (await portal.SendAs(Director, new TreatDeposit(deposit, Accept: true, new DateOnly(2019, 2, 1)))).Value.FamilyWithoutEmail.Should().BeNull();
        }

        portal.ItIs(Wednesday.AddDays(-1), new(18, 30));
        await portal.InScope(async services => await services.GetRequiredService<ReminderRound>().RunAsync(CancellationToken.None));
        var days = new ClosedDays(Wednesday, Wednesday, home.There.Id);
        var closed = (
            await portal.SendAs(Director, new CloseDays(days, "Travaux", (await portal.SendAs(Director, new PreviewClosure(days))).Value.Stamp))
        ).Value;
        var closure = await portal.Find(db => db.Closures.Select(row => row.Id).SingleAsync());
        (await portal.SendAs(Director, new ReopenDays(closure, TellFamilies: true))).Value.FamiliesTold.Should().Be(1);
        var audience = new Audience(HiddenHome.Today, Wednesday.AddDays(30), home.There.Id, WithPending: true);
        var preview = (await portal.SendAs(Director, new PreviewBroadcast(audience))).Value;
        preview.People.Should().Be(1);
        (await portal.SendAs(Director, new SendBroadcast(Guid.CreateVersion7(), audience, "Sortie", "Bottes", preview.Stamp))).Value.People.Should().Be(1);

        var mails = await MailsAsync(portal);
        mails
            .Select(mail => mail.Subject)
            .Should()
            .Contain([
                "Votre pièce a été acceptée",
                "Rappel pour demain",
                "Une pièce arrive à échéance",
                "Des journées sont de nouveau ouvertes",
                "Un message du Centre de Loisirs",
            ]);
        mails.Should().OnlyContain(mail => mail.Recipients == home.MothersEmail);
        (await portal.SendAs(home.Father, new ListConversations())).Value.Items.Should().BeEmpty();
        (await portal.SendAs(home.Mother, new ListConversations())).Value.Items.Should().ContainSingle();
        closed.Settled.Cancelled.Should().Be(1);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Staff_see_that_nobody_could_be_told_when_the_only_reader_has_no_address(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var home = await HiddenHome.GivenAsync(portal);
        await SentAsync(portal);
        await portal.Find(db =>
            db.Guardians.Where(row => row.Id == home.Mother.GuardianId).ExecuteUpdateAsync(set => set.SetProperty(row => row.Email, (string?)null))
        );

        var result = (await portal.SendAs(Director, new TreatRequests([home.Requests[1]], Accept: true))).Value;

        result.FamiliesWithoutEmail.Should().Equal(home.Household.Family.Number);
        (await MailsAsync(portal)).Should().ContainSingle().Which.Recipients.Should().BeEmpty();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task An_address_that_both_use_gets_what_both_may_know(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var home = await HiddenHome.GivenAsync(portal);
        await SentAsync(portal);
        await portal.Find(db =>
            db.Guardians.Where(row => row.Id == home.Mother.GuardianId).ExecuteUpdateAsync(set => set.SetProperty(row => row.Email, home.FathersEmail))
        );
        var waiting = (await portal.RequestsOf(home.Household))
            .Where(row => row is { Kind: RequestKind.Enrolment, Status: RequestStatus.Pending })
            .Select(row => row.Id)
            .ToList();

        await portal.SendAs(Director, new TreatRequests(waiting, Accept: true));

        (await MailsAsync(portal))
            .Should()
            .ContainSingle()
            .Which.Model.Should()
            .Contain("Enfant 2")
            .And.NotContain("Enfant 1")
            .And.NotContain(HiddenHome.Canary);
    }

    private static async Task Expect(Portal portal, HiddenHome home, Func<string, bool> mothers, Func<string, bool> fathers)
    {
        var mails = await MailsAsync(portal);
        mails.Select(mail => mail.Recipients).Should().BeEquivalentTo([home.MothersEmail, home.FathersEmail]);
        mails.Where(mail => mail.Recipients == home.MothersEmail).Should().OnlyContain(mail => mothers(mail.Model));
        mails
            .Where(mail => mail.Recipients == home.FathersEmail)
            .Should()
            .OnlyContain(mail => fathers(mail.Model) && !mail.Model.Contains(HiddenHome.Canary) && !mail.Model.Contains("Enfant 1"));
    }

    private static Task<List<OutboxMessage>> MailsAsync(Portal portal) =>
        portal.Find(db => db.OutboxMessages.AsNoTracking().Where(mail => mail.Status == OutboxStatus.Waiting && mail.FamilyId != null).ToListAsync());

    private static Task<int> SentAsync(Portal portal) => portal.Find(db => db.OutboxMessages.ExecuteDeleteAsync());
}
