using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ClsPortal.Infrastructure.Tests.Messaging;

/// <summary>What the outbox makes of failures. The clock stands until it is moved.</summary>
public sealed class OutboxSenderTests
{
    [Fact]
    public async Task An_outage_of_a_month_gives_no_mail_up_and_everything_leaves_in_the_first_round_after_it()
    {
        await using var smtp = SmtpListener.Start();
        await using var portal = await PortalCopy.OnSqliteAsync(PortalCopy.Smtp(smtp.Port));
        var ids = new List<Guid>();
        for (var mail = 0; mail < 20; mail++)
        {
            ids.Add(await portal.GivenMail(Mails.Treated, Mails.TreatedModel(), $"famille{mail}@example.fr"));
        }

        await smtp.StopAsync();
        for (var day = 0; day < 30; day++)
        {
            (await portal.SendDueAsync()).Should().BeEquivalentTo(new { Sent = 0, ServerFailed = true });
            portal.Clock.Advance(TimeSpan.FromDays(1));
        }

        var waiting = await portal.Find(db => db.OutboxMessages.AsNoTracking().ToListAsync());
        waiting.Should().OnlyContain(mail => mail.Status == OutboxStatus.Waiting && mail.Attempts == 0 && mail.LastError!.Contains("ne répond pas"));
        smtp.Start();
        (await portal.SendDueAsync()).Sent.Should().Be(20);
        smtp.Messages.Select(mail => mail.MessageId).Should().BeEquivalentTo(ids.Select(id => $"{id:N}@example.fr"));
    }

    [Fact]
    public async Task A_row_with_two_addresses_becomes_two_mails_and_neither_names_the_other()
    {
        await using var smtp = SmtpListener.Start();
        await using var portal = await PortalCopy.OnSqliteAsync(PortalCopy.Smtp(smtp.Port));
        await portal.GivenMail(Mails.Treated, Mails.TreatedModel(), "mere@example.fr, pere@example.fr,MERE@example.fr");

        (await portal.SendDueAsync()).Sent.Should().Be(2);

        smtp.Received.Select(mail => mail.Recipients.Single()).Should().BeEquivalentTo("mere@example.fr", "pere@example.fr");
        smtp.Messages.Should().OnlyContain(mail => mail.To.Count == 1 && mail.Cc.Count == 0);
        smtp.Messages.Select(mail => mail.MessageId).Should().OnlyHaveUniqueItems();
        foreach (var mail in smtp.Received)
        {
            var other = mail.Recipients.Single() == "mere@example.fr" ? "pere@example.fr" : "mere@example.fr";
            System.Text.Encoding.UTF8.GetString(mail.Raw.Span).Should().NotContain(other);
        }
    }

    [Fact]
    public async Task A_mail_that_reached_one_of_two_is_accounted_for_by_itself_and_shown_for_the_other()
    {
        await using var smtp = SmtpListener.Start();
        await using var portal = await PortalCopy.OnSqliteAsync(PortalCopy.Smtp(smtp.Port));
        await portal.GivenMail(Mails.Treated, Mails.TreatedModel(), "mere@example.fr,pere@example.fr");
        smtp.FailNext(SmtpFault.RecipientRefused);

        await portal.SendDueAsync();

        // Rows of one moment leave in no particular order: either address may be the one that the server refused.
        var reached = smtp.Received.Should().ContainSingle().Which.Recipients.Should().ContainSingle().Subject;
        var missed = reached == "mere@example.fr" ? "pere@example.fr" : "mere@example.fr";
        var mails = await portal.Find(db => db.OutboxMessages.AsNoTracking().ToDictionaryAsync(mail => mail.Recipients));
        mails[reached].Should().BeEquivalentTo(new { Status = OutboxStatus.Sent, LastError = (string?)null });
        mails[missed].Status.Should().Be(OutboxStatus.GivenUp);
        mails[missed].LastError.Should().Contain("550").And.NotContain("@");
    }

    [Fact]
    public async Task An_address_that_is_not_taken_for_now_gets_the_mail_later_and_the_other_one_not_twice()
    {
        await using var smtp = SmtpListener.Start();
        await using var portal = await PortalCopy.OnSqliteAsync(PortalCopy.Smtp(smtp.Port));
        await portal.GivenMail(Mails.Treated, Mails.TreatedModel(), "mere@example.fr,pere@example.fr");
        smtp.FailNext(SmtpFault.RecipientDeferred);

        await portal.SendDueAsync();
        var first = smtp.Received.Should().ContainSingle().Which.Recipients.Single();
        var between = await portal.Find(db => db.OutboxMessages.AsNoTracking().SingleAsync(mail => mail.Recipients != first));
        portal.Clock.Advance(TimeSpan.FromSeconds(10));
        await portal.SendDueAsync();

        between.Should().BeEquivalentTo(new { Status = OutboxStatus.Waiting, Attempts = 1 });
        smtp.Received.SelectMany(mail => mail.Recipients).Should().Equal(first, between.Recipients);
        (await portal.MailAsync(between.Id)).Should().BeEquivalentTo(new { Status = OutboxStatus.Sent, LastError = (string?)null });
    }

    [Fact]
    public async Task A_server_that_wants_a_login_gives_no_mail_up_until_the_settings_have_one()
    {
        var login = new NetworkCredential("centre", "secret");
        await using var smtp = SmtpListener.Start(login);
        await using var without = await PortalCopy.OnSqliteAsync(PortalCopy.Smtp(smtp.Port));
        await using var wrong = await PortalCopy.OnSqliteAsync([
            .. PortalCopy.Smtp(smtp.Port),
            ("Portal:Email:Smtp:User", "centre"),
            ("Portal:Email:Smtp:Password", "faux"),
        ]);
        await using var right = await PortalCopy.OnSqliteAsync([
            .. PortalCopy.Smtp(smtp.Port),
            ("Portal:Email:Smtp:User", "centre"),
            ("Portal:Email:Smtp:Password", "secret"),
        ]);
        PortalCopy[] misconfigured = [without, wrong];

        foreach (var portal in misconfigured)
        {
            var id = await portal.GivenMail(Mails.Treated, Mails.TreatedModel());
            (await portal.SendDueAsync()).ServerFailed.Should().BeTrue();
            (await portal.MailAsync(id)).Should().BeEquivalentTo(new { Status = OutboxStatus.Waiting, Attempts = 0 });
            (await portal.MailAsync(id)).LastError.Should().Contain("mot de passe");
            portal.Log.All.Should().NotContain(line => line.Contains("faux") || line.Contains("example.fr"));
        }

        await right.GivenMail(Mails.Treated, Mails.TreatedModel());
        (await right.SendDueAsync()).Sent.Should().Be(1);
        smtp.Received.Should().ContainSingle().Which.User.Should().Be("centre");
    }

    [Fact]
    public async Task A_portal_killed_between_sent_and_marked_sends_again_under_the_same_id_after_the_lease()
    {
        await using var smtp = SmtpListener.Start();
        var kill = new DiesAtTheMark();
        await using var portal = await PortalCopy.OnSqliteAsync(kill, PortalCopy.Smtp(smtp.Port));
        var id = await portal.GivenMail(Mails.Treated, Mails.TreatedModel());
        kill.IsArmed = true;

        var dying = () => portal.SendDueAsync();
        await dying.Should().ThrowAsync<InvalidOperationException>();
        kill.IsArmed = false;
        var tooEarly = await portal.SendDueAsync();
        portal.Clock.Advance(TimeSpan.FromMinutes(5));
        var again = await portal.SendDueAsync();

        (tooEarly.Sent, again.Sent).Should().Be((0, 1));
        smtp.Messages.Select(mail => mail.MessageId).Should().Equal($"{id:N}@example.fr", $"{id:N}@example.fr");
        (await portal.MailAsync(id)).Status.Should().Be(OutboxStatus.Sent);
        (await portal.SendDueAsync()).Sent.Should().Be(0);
    }

    [Fact]
    public async Task Who_fails_after_another_copy_took_the_mail_over_does_not_undo_what_that_copy_did()
    {
        using var slow = new TcpListener(IPAddress.Loopback, 0);
        slow.Start();
        await using var portal = await PortalCopy.OnSqliteAsync(PortalCopy.Smtp(((IPEndPoint)slow.LocalEndpoint).Port));
        var id = await portal.GivenMail(Mails.Treated, Mails.TreatedModel());

        var sending = portal.SendDueAsync();
        using (await slow.AcceptTcpClientAsync(TestContext.Current.CancellationToken))
        {
            // The lease ran out meanwhile; the other copy sent it.
            await portal.Find(db =>
                db.OutboxMessages.ExecuteUpdateAsync(set => set.SetProperty(mail => mail.Status, OutboxStatus.Sent), TestContext.Current.CancellationToken)
            );
        }

        (await sending).ServerFailed.Should().BeTrue();
        (await portal.MailAsync(id)).Should().BeEquivalentTo(new { Status = OutboxStatus.Sent, LastError = (string?)null });
    }

    [Fact]
    public async Task What_cannot_be_composed_or_addressed_is_given_up_at_once_and_keeps_nobody_waiting()
    {
        await using var smtp = SmtpListener.Start();
        await using var portal = await PortalCopy.OnSqliteAsync(PortalCopy.Smtp(smtp.Port));
        Guid[] lost =
        [
            await portal.GivenMail("Inconnu", "{}"),
            await portal.GivenMail(Mails.Treated, "{\"Lines\": \"secret@example.fr\"}"),
            await portal.GivenMail(Mails.Treated, "null"),
            await portal.GivenMail(Mails.Treated, Mails.TreatedModel(), recipients: ""),
            await portal.GivenMail(Mails.Treated, Mails.TreatedModel(), recipients: "<<"),
        ];
        await portal.GivenMail(Mails.Treated, Mails.TreatedModel());

        (await portal.SendDueAsync()).Should().BeEquivalentTo(new { Sent = 1, ServerFailed = false });

        var reasons = new List<string?>();
        foreach (var id in lost)
        {
            var mail = await portal.MailAsync(id);
            mail.Should().BeEquivalentTo(new { Status = OutboxStatus.GivenUp, Attempts = 1 });
            reasons.Add(mail.LastError);
        }

        reasons.Take(3).Should().OnlyContain(reason => reason!.Contains("erreur du portail"));
        reasons.Skip(3).Should().OnlyContain(reason => reason!.StartsWith("Aucune adresse", StringComparison.Ordinal));
        portal.Log.All.Should().NotContain(line => line.Contains("example.fr"));
    }

    [Fact]
    public async Task A_message_at_which_the_server_hangs_up_does_not_block_the_others()
    {
        await using var smtp = SmtpListener.Start();
        await using var portal = await PortalCopy.OnSqliteAsync(PortalCopy.Smtp(smtp.Port));
        await portal.GivenMail(Mails.Treated, Mails.TreatedModel());
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        await portal.GivenMail(Mails.Treated, Mails.TreatedModel());
        smtp.FailNext(SmtpFault.DroppedAfterAcceptance);

        (await portal.SendDueAsync()).Should().BeEquivalentTo(new { Sent = 1, ServerFailed = false });

        smtp.Received.Should().HaveCount(2);
    }

    /// <summary>Stands for the kill: the statement that marks the mail as sent never reaches the database.</summary>
    private sealed class DiesAtTheMark : DbCommandInterceptor
    {
        public bool IsArmed { get; set; }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        ) =>
            IsArmed && command.CommandText.Contains("sent_at", StringComparison.Ordinal)
                ? throw new InvalidOperationException("killed")
                : base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
    }
}
