using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace ClsPortal.Infrastructure.Messaging;

/// <summary>An address that the mail server did not take.</summary>
internal sealed record RefusedAddress(string Address, SmtpStatusCode Status)
{
    public bool IsForGood => (int)Status >= 500;
}

/// <summary>A mail client to which one refused address is no reason to leave out the family's other one (MailKit's own stops there).</summary>
internal sealed class FamilySmtpClient : SmtpClient
{
    private readonly List<RefusedAddress> _refused = [];

    /// <summary>Of the last message.</summary>
    public IReadOnlyList<RefusedAddress> Refused => _refused;

    public override Task<string> SendAsync(
        FormatOptions options, MimeMessage message, MailboxAddress sender, IEnumerable<MailboxAddress> recipients,
        CancellationToken cancellationToken = default, ITransferProgress? progress = null)
    {
        _refused.Clear();
        return base.SendAsync(options, message, sender, recipients, cancellationToken, progress);
    }

    public override Task<string> SendAsync(FormatOptions options, MimeMessage message, CancellationToken cancellationToken = default, ITransferProgress? progress = null)
    {
        _refused.Clear();
        return base.SendAsync(options, message, cancellationToken, progress);
    }

    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        _refused.Add(new RefusedAddress(mailbox.Address, response.StatusCode));

    protected override void OnNoRecipientsAccepted(MimeMessage message)
    {
        // An address that may be taken later keeps the mail alive.
        if (_refused.Count > 0)
        {
            throw new SmtpCommandException(SmtpErrorCode.RecipientNotAccepted, _refused.MinBy(refused => refused.IsForGood)!.Status, "No recipient was accepted");
        }
    }
}
