using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Messaging;
using ClsPortal.Infrastructure.Shared;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClsPortal.Application.Tests.Messaging;

/// <summary>The outbox against a real mail server that goes down and comes back.</summary>
public sealed class OutboxTests
{
    private static readonly Person Agent = Person.With(Roles.Agent);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_server_that_is_down_loses_nothing_and_hears_everything_once_it_is_back(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await using var smtp = SmtpListener.Start();
        var family = await TreatedAsync(portal, requests: 12);
        await smtp.StopAsync();

        var whileDown = await SendAsync(portal, smtp);
        var waiting = (await portal.SendAs(Agent, new ListMailsNotSent())).Value.Lines.Items;
        smtp.Start();
        var afterwards = await SendAsync(portal, smtp);

        (whileDown, afterwards).Should().Be((0, 1));
        // An outage is no attempt: however long it lasts, no mail is given up for it.
        waiting.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Attempts = 0, Status = OutboxStatus.Waiting });
        waiting[0].LastError.Should().Contain("ne répond pas").And.NotContain("@");
        var mail = smtp.Messages.Should().ContainSingle().Subject;
        mail.To.Mailboxes.Select(box => box.Address).Should().Equal(family.Family.Guardians[0].Email);
        mail.Subject.Should().Be("Vos 12 demandes ont été traitées");
        mail.TextBody.Should().Contain("23-01-2019, Enfant 1, Chablis mercredi journée : Inscription refusée (motif : Équipe réduite)");
        mail.HtmlBody!.Split("Motif : ").Should().HaveCount(13);
        (await portal.Find(db => db.OutboxMessages.SingleAsync())).Should().BeEquivalentTo(new { Status = OutboxStatus.Sent, Model = "{}" });
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_mail_taken_but_not_confirmed_is_sent_again_under_the_same_id(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await using var smtp = SmtpListener.Start();
        await TreatedAsync(portal, requests: 1);
        smtp.FailNext(SmtpFault.DroppedAfterAcceptance);

        await SendAsync(portal, smtp);
        portal.Clock.Advance(TimeSpan.FromMinutes(6));
        await SendAsync(portal, smtp);

        smtp.Messages.Should().HaveCount(2);
        smtp.Messages.Select(mail => mail.MessageId).Distinct(StringComparer.Ordinal).Should().ContainSingle();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Several_workers_send_each_mail_once(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await using var smtp = SmtpListener.Start();
        for (var family = 0; family < 6; family++)
        {
            await TreatedAsync(portal, requests: 1);
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => SendAsync(portal, smtp))));

        smtp.Messages.Should().HaveCount(6);
        smtp.Messages.Select(mail => mail.MessageId).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_worker_that_died_with_a_mail_in_hand_gives_it_back_by_itself()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        await using var smtp = SmtpListener.Start();
        await TreatedAsync(portal, requests: 1);
        // What a killed worker leaves: a claim, and nothing else.
        var claimedUntil = portal.Clock.GetUtcNow().UtcDateTime.AddMinutes(5);
        await portal.Find(db => db.OutboxMessages.ExecuteUpdateAsync(set => set.SetProperty(mail => mail.NextAttemptAt, claimedUntil)));

        var during = await SendAsync(portal, smtp);
        portal.Clock.Advance(TimeSpan.FromMinutes(5));
        var after = await SendAsync(portal, smtp);

        (during, after).Should().Be((0, 1));
    }

    [Fact]
    public async Task A_refused_recipient_and_a_family_without_address_are_given_up_and_shown_to_staff_who_can_retry()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        await using var smtp = SmtpListener.Start();
        await TreatedAsync(portal, requests: 1);
        smtp.FailNext(SmtpFault.RecipientRefused);
        var silent = await TreatedAsync(portal, requests: 1, withEmail: false);

        await SendAsync(portal, smtp);
        var lines = (await portal.SendAs(Agent, new ListMailsNotSent())).Value.Lines.Items;
        await portal.SendAs(Agent, new RetryMail(lines.Single(line => line.FamilyName != silent.Family.Name).Id));
        var retried = await SendAsync(portal, smtp);

        lines.Should().HaveCount(2).And.OnlyContain(line => line.Status == OutboxStatus.GivenUp);
        lines.Single(line => line.FamilyName == silent.Family.Name).LastError.Should().StartWith("Aucune adresse");
        retried.Should().Be(1);
    }

    [Fact]
    public async Task A_mail_that_the_server_never_takes_is_given_up_after_the_last_attempt()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        await using var smtp = SmtpListener.Start();
        await TreatedAsync(portal, requests: 1);
        smtp.Fault = SmtpFault.MessageDeferred;

        for (var attempt = 0; attempt < 12; attempt++)
        {
            await SendAsync(portal, smtp);
            portal.Clock.Advance(TimeSpan.FromHours(25));
        }

        var mail = await portal.Find(db => db.OutboxMessages.SingleAsync());
        mail.Should().BeEquivalentTo(new { Status = OutboxStatus.GivenUp, Attempts = 9 });
        mail.Model.Should().NotBe("{}", "staff can still retry it");
    }

    private static async Task<Household> TreatedAsync(Portal portal, int requests, bool withEmail = true)
    {
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        if (!withEmail)
        {
            await portal.Find(db =>
                db.Guardians.Where(guardian => guardian.FamilyId == family.Family.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(guardian => guardian.Email, (string?)null))
            );
        }

        var last = new DateOnly(2019, 1, 23).AddDays(7 * (requests - 1));
        await portal.SendAs(family.Parent, new AskSeries(family.ChildId, activity.Id, new(new(2019, 1, 20), last, Weekdays.All)));
        await portal.SendAs(Agent, new TreatRequests([.. (await portal.RequestsOf(family)).Select(row => row.Id)], Accept: false, "Équipe réduite"));
        return family;
    }

    private static Task<int> SendAsync(Portal portal, SmtpListener smtp) =>
        portal.Find(async db =>
            (
                await new OutboxSender(
                    db,
                    new CentreClock(portal.Clock, new PortalTimeZone(Portal.Paris)),
                    new SmtpSettings("127.0.0.1", smtp.Port, SecureSocketOptions.None, null, null, "portail@example.fr", "Portail"),
                    new MailRenderer(portal.Service<IServiceProvider>(), NullLoggerFactory.Instance, new MailLinks(null)),
                    NullLogger<OutboxSender>.Instance
                ).SendDueAsync(TestContext.Current.CancellationToken)
            ).Sent
        );
}
