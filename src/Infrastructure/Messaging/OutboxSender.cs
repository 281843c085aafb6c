using ClsPortal.Application.Common;
using ClsPortal.Domain.Messaging;
using ClsPortal.Infrastructure.Persistence;
using MailKit.Net.Smtp;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MimeKit;

namespace ClsPortal.Infrastructure.Messaging;

/// <summary>
/// Sends what is due, one mail at a time. A mail is claimed by pushing its next attempt ahead, so that of several copies of the
/// portal one takes it, and a copy that dies gives it back by itself. Sent at least once; the Message-Id tells a repeat.
/// </summary>
public sealed partial class OutboxSender(PortalDbContext db, CentreClock clock, SmtpSettings settings, MailRenderer renderer, ILogger<OutboxSender> logger)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4),
        TimeSpan.FromHours(12), TimeSpan.FromHours(24),
    ];

    /// <summary>Tries every mail that is due, at most once each.</summary>
    /// <returns>How many left.</returns>
    public async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var due = await db.OutboxMessages.AsNoTracking().Where(mail => mail.Status == OutboxStatus.Waiting && mail.NextAttemptAt <= now)
            .OrderBy(mail => mail.NextAttemptAt).ThenBy(mail => mail.Id).Take(50).ToListAsync(cancellationToken);
        if (due.Count == 0)
        {
            return 0;
        }

        var sent = 0;
        using var smtp = new SmtpClient();
        foreach (var mail in due)
        {
            if (await ClaimAsync(mail, cancellationToken) && await TrySendAsync(smtp, mail, cancellationToken))
            {
                sent++;
            }
        }

        if (smtp.IsConnected)
        {
            await smtp.DisconnectAsync(true, cancellationToken);
        }

        return sent;
    }

    private async Task<bool> ClaimAsync(OutboxMessage mail, CancellationToken cancellationToken)
    {
        var until = clock.Now + Lease;
        return await db.OutboxMessages.Where(row => row.Id == mail.Id && row.Status == OutboxStatus.Waiting && row.NextAttemptAt == mail.NextAttemptAt)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.NextAttemptAt, until), cancellationToken) == 1;
    }

    private async Task<bool> TrySendAsync(SmtpClient smtp, OutboxMessage mail, CancellationToken cancellationToken)
    {
        try
        {
            var message = await ComposeAsync(mail);
            if (message.To.Count == 0)
            {
                await MarkFailedAsync(mail, "Aucune adresse : prévenez la famille autrement.", isFinal: true, CancellationToken.None);
                return false;
            }

            if (!smtp.IsConnected)
            {
                await smtp.ConnectAsync(settings.Host, settings.Port, settings.Security, cancellationToken);
                if (settings.User is { Length: > 0 } user)
                {
                    await smtp.AuthenticateAsync(user, settings.Password ?? "", cancellationToken);
                }
            }

            await smtp.SendAsync(message, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            var (reason, isFinal) = Explain(exception);
            await MarkFailedAsync(mail, reason, isFinal, CancellationToken.None);
            if (smtp.IsConnected)
            {
                await smtp.DisconnectAsync(false, CancellationToken.None);
            }

            return false;
        }

        // Links and names have done their work: the row keeps that a mail was sent, not what it said.
        var sentAt = clock.Now;
        await db.OutboxMessages.Where(row => row.Id == mail.Id).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Status, OutboxStatus.Sent).SetProperty(row => row.SentAt, sentAt).SetProperty(row => row.Model, "{}")
                .SetProperty(row => row.Attempts, row => row.Attempts + 1).SetProperty(row => row.LastError, (string?)null),
            CancellationToken.None);
        return true;
    }

    private async Task<MimeMessage> ComposeAsync(OutboxMessage mail)
    {
        var bodies = await renderer.RenderAsync(mail);
        var message = new MimeMessage { Subject = mail.Subject, MessageId = $"{mail.Id:N}@{settings.SenderAddress.Split('@')[^1]}", Date = new DateTimeOffset(mail.CreatedAt, TimeSpan.Zero) };
        message.From.Add(new MailboxAddress(settings.SenderName, settings.SenderAddress));
        message.To.AddRange(mail.Recipients.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(MailboxAddress.Parse));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Body = new BodyBuilder { TextBody = bodies.Text, HtmlBody = bodies.Html }.ToMessageBody();
        return message;
    }

    /// <summary>Without addresses or texts: what the server said may repeat both.</summary>
    private static (string Reason, bool IsFinal) Explain(Exception exception) => exception switch
    {
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } refused =>
            ($"Adresse refusée par le serveur de courriel ({(int)refused.StatusCode}).", (int)refused.StatusCode >= 500),
        SmtpCommandException command => ($"Le serveur de courriel a répondu {(int)command.StatusCode}.", false),
        MailKit.Security.AuthenticationException => ("Le serveur de courriel refuse l’utilisateur ou le mot de passe configurés.", false),
        InvalidOperationException => ("Le message n’a pas pu être composé : erreur du portail.", true),
        ParseException => ("L’adresse de la famille n’est pas valable.", true),
        _ => ($"Le serveur de courriel ne répond pas ({exception.GetType().Name}).", false),
    };

    private async Task MarkFailedAsync(OutboxMessage mail, string reason, bool isFinal, CancellationToken cancellationToken)
    {
        var attempts = mail.Attempts + 1;
        var givesUp = isFinal || attempts > Delays.Length;
        var next = clock.Now + (givesUp ? TimeSpan.Zero : Delays[attempts - 1]);
        await db.OutboxMessages.Where(row => row.Id == mail.Id).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Status, givesUp ? OutboxStatus.GivenUp : OutboxStatus.Waiting).SetProperty(row => row.Attempts, attempts)
                .SetProperty(row => row.NextAttemptAt, next).SetProperty(row => row.LastError, reason),
            cancellationToken);
        NotSent(mail.Id, attempts, reason);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {MailId} not sent at attempt {Attempt}: {Reason}")]
    private partial void NotSent(Guid mailId, int attempt, string reason);
}
