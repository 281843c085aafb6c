using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace ClsPortal.Infrastructure.Messaging;

/// <summary>What a failure says about the mail.</summary>
internal enum MailFailureKind
{
    /// <summary>This mail, this time: it is tried again later, a bounded number of times.</summary>
    ThisTime,

    /// <summary>This mail, for good: only a person can help.</summary>
    ForGood,

    /// <summary>Nothing: the server is down or misconfigured, and no mail is to blame or to be given up for it.</summary>
    Server,
}

/// <summary>Why a mail did not leave, as staff read it: neither addresses nor the server's words, which may repeat them.</summary>
internal sealed record MailFailure(string Reason, MailFailureKind Kind)
{
    public static readonly MailFailure NoAddress = new("Aucune adresse : prévenez la famille autrement.", MailFailureKind.ForGood);

    public static readonly MailFailure NotComposed = new("Le message n’a pas pu être composé : erreur du portail.", MailFailureKind.ForGood);

    /// <summary>While the server was reached and signed in to.</summary>
    public static MailFailure OfConnection(Exception exception) =>
        new(
            exception switch
            {
                AuthenticationException => "Le serveur de courriel refuse l’utilisateur ou le mot de passe configurés.",
                SslHandshakeException => "Le serveur de courriel n’a pas de certificat reconnu, ou n’accepte pas le chiffrement configuré.",
                NotSupportedException => "Le serveur de courriel n’offre pas le chiffrement ou l’identification configurés.",
                SmtpCommandException command => $"Le serveur de courriel a répondu {(int)command.StatusCode}.",
                _ => $"Le serveur de courriel ne répond pas ({exception.GetType().Name}).",
            },
            MailFailureKind.Server
        );

    /// <summary>While a message was handed over.</summary>
    public static MailFailure OfMessage(Exception exception) =>
        exception switch
        {
            ServiceNotAuthenticatedException => new(
                "Le serveur de courriel demande un utilisateur et un mot de passe : aucun n’est configuré.",
                MailFailureKind.Server
            ),
            SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } sender => new(
                $"Le serveur de courriel refuse l’expéditeur configuré ({(int)sender.StatusCode}).",
                MailFailureKind.Server
            ),
            SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } refused => new(
                $"Adresse refusée par le serveur de courriel ({(int)refused.StatusCode}).",
                (int)refused.StatusCode >= 500 ? MailFailureKind.ForGood : MailFailureKind.ThisTime
            ),
            SmtpCommandException command => new($"Le serveur de courriel a répondu {(int)command.StatusCode}.", MailFailureKind.ThisTime),
            // A server that went away is noticed at the next connection; a message at which it goes away each time is not to block the others.
            _ => new($"Le serveur de courriel n’a pas confirmé la réception ({exception.GetType().Name}).", MailFailureKind.ThisTime),
        };
}
