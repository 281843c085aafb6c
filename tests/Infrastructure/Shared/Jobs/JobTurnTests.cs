using System.Net;
using System.Net.Sockets;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Infrastructure.Tests.Messaging;
using ClsPortal.Infrastructure.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace ClsPortal.Infrastructure.Tests.Shared;

/// <summary>The portal's own jobs stand in the queue of those who write, like everybody; on SQLite one writes at a time.</summary>
public sealed class JobTurnTests
{
    [Fact]
    public async Task A_job_waits_for_its_turn_to_write_and_goes_on_once_it_comes()
    {
        await using var smtp = SmtpListener.Start();
        await using var portal = await PortalCopy.OnSqliteAsync(PortalCopy.Smtp(smtp.Port));
        var id = await portal.GivenMail(Mails.Treated, Mails.TreatedModel());
        var written = (await portal.MailAsync(id)).NextAttemptAt;
        var gate = portal.Service<WriteGate>();
        var turn = await gate.EnterAsync(TestContext.Current.CancellationToken);

        await StartAsync(portal, "OutboxWorker");
        await Eventually.Be(() => gate.Waiting == 1, "the job asks before it claims the mail");
        (await portal.MailAsync(id)).NextAttemptAt.Should().Be(written);
        smtp.Received.Should().BeEmpty();

        turn!.Dispose();
        await Eventually.Be(async () => (await portal.MailAsync(id)).Status == OutboxStatus.Sent, "its turn has come");
        using var next = await gate.EnterAsync(TestContext.Current.CancellationToken);
        next.Should().NotBeNull("each turn was given back");
    }

    [Fact]
    public async Task A_job_that_waits_for_a_mail_server_keeps_nobody_from_writing()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var portal = await PortalCopy.OnSqliteAsync(PortalCopy.Smtp(((IPEndPoint)silent.LocalEndpoint).Port));
        var id = await portal.GivenMail(Mails.Treated, Mails.TreatedModel());
        var written = (await portal.MailAsync(id)).NextAttemptAt;

        await StartAsync(portal, "OutboxWorker");
        using var caller = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);

        (await portal.MailAsync(id)).NextAttemptAt.Should().BeAfter(written, "it claimed the mail");
        using var turn = await portal.Service<WriteGate>().EnterAsync(TestContext.Current.CancellationToken);
        turn.Should().NotBeNull();
    }

    [Fact]
    public async Task A_transaction_in_a_job_does_not_wait_for_its_own_turn()
    {
        await using var smtp = SmtpListener.Start();
        await using var portal = await PortalCopy.OnSqliteAsync(PortalCopy.Smtp(smtp.Port));

        await StartAsync(portal, "ReminderWorker");

        await Eventually.Be(() => portal.Find(db => db.ReminderRuns.AnyAsync()), "the day is taken care of");
        portal.Log.All.Should().BeEmpty();
    }

    private static Task StartAsync(PortalCopy portal, string job) =>
        portal.Hosted.Single(service => service.GetType().Name == job).StartAsync(TestContext.Current.CancellationToken);
}
