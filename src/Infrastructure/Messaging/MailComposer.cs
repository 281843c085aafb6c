using ClsPortal.Domain.Messaging;
using ClsPortal.Domain.Shared;
using MimeKit;

namespace ClsPortal.Infrastructure.Messaging;

/// <summary>Makes the message of an outbox row: the same one, under the same Message-Id, however often it is tried.</summary>
internal sealed class MailComposer(SmtpSettings settings, MailRenderer renderer)
{
    /// <summary>Without a recipient when the row has no address that can be written to.</summary>
    /// <param name="mail">The row.</param>
    /// <param name="text">The centre's own words for mails of its kind; null for the standard ones.</param>
    public async Task<MimeMessage> ComposeAsync(OutboxMessage mail, MailText? text)
    {
        var bodies = MailWording.Apply(text, mail, await renderer.RenderAsync(mail));
        var message = new MimeMessage
        {
            Subject = MailWording.Subject(text, mail),
            MessageId = $"{mail.Id:N}@{settings.SenderAddress.Split('@')[^1]}",
            Date = new DateTimeOffset(mail.CreatedAt, TimeSpan.Zero),
        };
        message.From.Add(new MailboxAddress(settings.SenderName, settings.SenderAddress));
        if (MailboxAddress.TryParse(mail.Recipients, out var box))
        {
            message.To.Add(box);
        }

        // Absence notices and the like are not to answer a machine (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Body = new BodyBuilder { TextBody = bodies.Text, HtmlBody = bodies.Html }.ToMessageBody();
        return message;
    }
}
