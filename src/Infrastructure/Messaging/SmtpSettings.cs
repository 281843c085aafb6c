using MailKit.Security;
using Microsoft.Extensions.Configuration;

namespace ClsPortal.Infrastructure.Messaging;

/// <summary>The settings <c>Portal:Email:Smtp:*</c>. Without a host no mail leaves, and staff see them waiting.</summary>
public sealed record SmtpSettings(string Host, int Port, SecureSocketOptions Security, string? User, string? Password, string SenderAddress, string SenderName)
{
    private const string Section = "Portal:Email:Smtp";

    /// <summary>Without the password, lest a log or an error page show it.</summary>
    public override string ToString() => $"{Host}:{Port} ({Security})";

    /// <returns>Null when no host is set.</returns>
    /// <exception cref="InvalidOperationException">A value is wrong; the sentence names the key and what is expected.</exception>
    public static SmtpSettings? Read(IConfiguration configuration)
    {
        var smtp = configuration.GetSection(Section);
        if (string.IsNullOrWhiteSpace(smtp["Host"]))
        {
            return null;
        }

        var port = smtp["Port"] ?? "587";
        if (!ushort.TryParse(port, out var number) || number == 0)
        {
            throw new InvalidOperationException($"{Section}:Port is '{port}': expected a number from 1 to 65535, such as 587.");
        }

        var security = smtp["Security"] ?? nameof(SecureSocketOptions.StartTls);
        var option = security.ToUpperInvariant() switch
        {
            "NONE" => SecureSocketOptions.None,
            "STARTTLS" => SecureSocketOptions.StartTls,
            "TLS" => SecureSocketOptions.SslOnConnect,
            "AUTO" => SecureSocketOptions.Auto,
            _ => throw new InvalidOperationException($"{Section}:Security is '{security}': expected None, StartTls, Tls or Auto."),
        };
        var sender = smtp["SenderAddress"] ?? "";
        if (smtp["User"] is { Length: > 0 } && string.IsNullOrEmpty(smtp["Password"]))
        {
            throw new InvalidOperationException($"{Section}:Password is missing: expected the password of {Section}:User.");
        }

        // A bare address: the name has a key of its own, and the part after @ makes the Message-Ids.
        return MimeKit.MailboxAddress.TryParse(sender, out var box) && box.Address == sender && sender.Contains('@', StringComparison.Ordinal)
            ? new SmtpSettings(smtp["Host"]!, number, option, smtp["User"], smtp["Password"], sender, smtp["SenderName"] ?? "Portail famille")
            : throw new InvalidOperationException(
                $"{Section}:SenderAddress is '{sender}': expected the address that families see and answer to, such as portail@example.fr."
            );
    }
}
