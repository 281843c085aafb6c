using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Infrastructure.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Tests.Messaging;

/// <summary>The worker as the program registers it, against a real mail server.</summary>
public sealed class OutboxWorkerTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_mail_leaves_within_seconds_of_its_commit(DatabaseProvider database)
    {
        await using var smtp = SmtpListener.Start();
        var postgres = database == DatabaseProvider.Postgres ? await MigratedDatabase.CopyPostgresAsync() : null;
        await using var portal = await PortalCopy.OnAsync(database, postgres, PortalCopy.Smtp(smtp.Port));
        await portal.StartAsync();
        var committed = Stopwatch.StartNew();
        var id = await portal.GivenMail(Mails.Treated, Mails.TreatedModel());

        await smtp.WaitForAsync(_ => true);

        committed.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(20), "the write wakes the worker, which looks each half a minute otherwise");
        await Eventually.Be(async () => (await portal.MailAsync(id)).Status == OutboxStatus.Sent, "the mail is marked");
        portal.Log.All.Should().NotContain(line => line.Contains("Mail") || line.Contains("outbox"));
    }

    [Fact]
    public async Task Two_copies_of_the_portal_on_one_database_send_each_mail_once()
    {
        await using var smtp = SmtpListener.Start();
        var database = await MigratedDatabase.CopyPostgresAsync();
        await using var first = await PortalCopy.OnPostgresAsync(database, PortalCopy.Smtp(smtp.Port));
        await using var second = await PortalCopy.OnPostgresAsync(database, PortalCopy.Smtp(smtp.Port));
        for (var mail = 0; mail < 60; mail++)
        {
            await first.GivenMail(Mails.Treated, Mails.TreatedModel(), $"famille{mail}@example.fr");
        }

        await Task.WhenAll(first.StartAsync(), second.StartAsync());
        await Eventually.Be(async () => await first.Find(db => db.OutboxMessages.CountAsync(mail => mail.Status == OutboxStatus.Sent)) == 60, "all are sent");

        smtp.Messages.Should().HaveCount(60);
        smtp.Messages.Select(mail => mail.MessageId).Should().OnlyHaveUniqueItems();
        smtp.Received.SelectMany(mail => mail.Recipients).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Without_a_server_mails_stay_as_they_are_and_the_portal_says_so()
    {
        await using var portal = await PortalCopy.OnSqliteAsync();
        var id = await portal.GivenMail(Mails.Treated, Mails.TreatedModel());

        await portal.StartAsync();
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);

        portal.Service<MailServerStatus>().IsConfigured.Should().BeFalse();
        (await portal.MailAsync(id))
            .Should()
            .BeEquivalentTo(
                new
                {
                    Status = OutboxStatus.Waiting,
                    Attempts = 0,
                    LastError = (string?)null,
                }
            );
    }

    [Fact]
    public async Task A_server_that_comes_back_gets_all_that_waited_without_anybody_doing_anything()
    {
        await using var smtp = SmtpListener.Start();
        await smtp.StopAsync();
        await using var portal = await PortalCopy.OnSqliteAsync(PortalCopy.Smtp(smtp.Port));
        await portal.GivenMail(Mails.Treated, Mails.TreatedModel(), "une@example.fr");
        var second = await portal.GivenMail(Mails.Treated, Mails.TreatedModel(), "deux@example.fr");

        await portal.StartAsync();
        await Eventually.Be(async () => (await portal.MailAsync(second)).LastError is not null, "staff read why");
        smtp.Start();
        await Eventually.Be(() => smtp.Received.Count == 2, "both arrive");

        smtp.Received.SelectMany(mail => mail.Recipients).Should().BeEquivalentTo("une@example.fr", "deux@example.fr");
    }

    [Fact]
    public async Task A_portal_that_stops_while_the_server_is_silent_stops_at_once_and_gives_the_mail_back()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var portal = await PortalCopy.OnSqliteAsync(PortalCopy.Smtp(((IPEndPoint)silent.LocalEndpoint).Port));
        var id = await portal.GivenMail(Mails.Treated, Mails.TreatedModel());
        await portal.StartAsync();
        using var caller = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);

        var stopping = Stopwatch.StartNew();
        await portal.StopAsync();

        // The mail server would be waited for longer than that.
        stopping.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(15));
        var mail = await portal.MailAsync(id);
        mail.Should().BeEquivalentTo(new { Status = OutboxStatus.Waiting, Attempts = 0 });
        mail.NextAttemptAt.Should().Be(portal.Clock.GetUtcNow().UtcDateTime);
    }
}
