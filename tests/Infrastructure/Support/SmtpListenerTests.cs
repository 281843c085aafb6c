using System.Net;
using System.Text;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace ClsPortal.Infrastructure.Tests.Support;

public sealed class SmtpListenerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_arrives_with_its_envelope_and_its_words_intact()
    {
        await using var server = SmtpListener.Start();
        const string body = "Bonjour,\r\n.Un point en tête de ligne\r\n..et deux\r\n.\r\nà bientôt\r\n";

        await SendAsync(server, Mail("Inscription demandée", body));

        var mail = server.Received.Should().ContainSingle().Subject;
        mail.From.Should().Be("centre@example.test");
        mail.Recipients.Should().Equal("mere@example.test", "pere@example.test");
        mail.Message.Subject.Should().Be("Inscription demandée");
        mail.Message.TextBody!.ReplaceLineEndings("\r\n").Should().Be(body);
        Encoding.UTF8.GetString(mail.Raw.Span).Should().Contain("\r\n.Un point").And.Contain("\r\n..et deux");
    }

    [Fact]
    public async Task Several_messages_travel_on_one_connection()
    {
        await using var server = SmtpListener.Start();
        using var client = await ConnectAsync(server);

        await client.SendAsync(Mail("un"), Cancellation);
        await client.NoOpAsync(Cancellation);
        await client.SendAsync(Mail("deux"), Cancellation);
        await client.DisconnectAsync(quit: true, Cancellation);

        server.Messages.Select(message => message.Subject).Should().Equal("un", "deux");
    }

    [Fact]
    public async Task A_deferred_message_is_not_kept_and_the_next_attempt_is()
    {
        await using var server = SmtpListener.Start();
        server.FailNext(SmtpFault.MessageDeferred);
        using var client = await ConnectAsync(server);

        var first = () => client.SendAsync(Mail("un"), Cancellation);

        (await first.Should().ThrowAsync<SmtpCommandException>()).Which.StatusCode.Should().Be(SmtpStatusCode.ErrorInProcessing);
        server.Received.Should().BeEmpty();
        await client.SendAsync(Mail("un"), Cancellation);
        server.Received.Should().ContainSingle();
    }

    [Fact]
    public async Task A_connection_dropped_after_acceptance_keeps_the_message_and_fails_the_sender()
    {
        await using var server = SmtpListener.Start();
        server.FailNext(SmtpFault.DroppedAfterAcceptance);

        var sending = () => SendAsync(server, Mail("un"));

        await sending.Should().ThrowAsync<Exception>();
        server.Received.Should().ContainSingle();
    }

    [Theory]
    [InlineData(SmtpFault.Unavailable)]
    [InlineData(SmtpFault.RecipientRefused)]
    [InlineData(SmtpFault.MessageRefused)]
    public async Task A_standing_fault_refuses_every_message_until_it_is_lifted(SmtpFault fault)
    {
        await using var server = SmtpListener.Start();
        server.Fault = fault;

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var sending = () => SendAsync(server, Mail("un"));
            await sending.Should().ThrowAsync<Exception>();
        }

        server.Received.Should().BeEmpty();
        server.Fault = SmtpFault.None;
        await SendAsync(server, Mail("un"));
        server.Received.Should().ContainSingle();
    }

    [Fact]
    public async Task A_stopped_server_refuses_and_comes_back_on_the_same_port()
    {
        await using var server = SmtpListener.Start();
        using var open = await ConnectAsync(server);
        var port = server.Port;

        await server.StopAsync();
        var down = () => SendAsync(server, Mail("un"));
        await down.Should().ThrowAsync<Exception>();
        server.Start();
        await SendAsync(server, Mail("deux"));

        server.Port.Should().Be(port);
        server.Messages.Select(message => message.Subject).Should().Equal("deux");
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task A_server_with_credentials_takes_mail_from_those_who_know_them(string mechanism)
    {
        await using var server = SmtpListener.Start(new NetworkCredential("centre", "secret"));
        using var client = await ConnectAsync(server);
        client.AuthenticationMechanisms.RemoveWhere(other => other != mechanism);

        var unknown = () => client.SendAsync(Mail("un"), Cancellation);
        await unknown.Should().ThrowAsync<Exception>();
        var wrong = () => client.AuthenticateAsync("centre", "other", Cancellation);
        await wrong.Should().ThrowAsync<AuthenticationException>();
        await client.AuthenticateAsync("centre", "secret", Cancellation);
        await client.SendAsync(Mail("deux"), Cancellation);

        server.Received.Should().ContainSingle().Which.User.Should().Be("centre");
    }

    [Fact]
    public async Task Waiting_for_mail_ends_with_the_mail_or_says_what_came_instead()
    {
        await using var server = SmtpListener.Start();
        var waiting = server.WaitForAsync(mail => mail.Message.Subject == "attendu");
        await SendAsync(server, Mail("autre"));
        await SendAsync(server, Mail("attendu"));
        (await waiting).Message.Subject.Should().Be("attendu");

        var never = () => server.WaitForAsync(mail => mail.Message.Subject == "jamais", TimeSpan.FromMilliseconds(50));

        await never.Should().ThrowAsync<TimeoutException>().WithMessage("*\"autre\" to mere@example.test, pere@example.test*");
    }

    private static MimeMessage Mail(string subject, string body = "Bonjour") =>
        new(
            [MailboxAddress.Parse("centre@example.test")],
            [MailboxAddress.Parse("mere@example.test"), MailboxAddress.Parse("pere@example.test")],
            subject,
            new TextPart("plain") { Text = body }
        );

    private static async Task<SmtpClient> ConnectAsync(SmtpListener server)
    {
        var client = new SmtpClient { Timeout = 120_000 };
        await client.ConnectAsync("127.0.0.1", server.Port, SecureSocketOptions.None, Cancellation);
        return client;
    }

    private static async Task SendAsync(SmtpListener server, MimeMessage message)
    {
        using var client = await ConnectAsync(server);
        await client.SendAsync(message, Cancellation);
        await client.DisconnectAsync(quit: true, Cancellation);
    }
}
