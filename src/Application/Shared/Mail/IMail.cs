using System.Text.Json;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Application.Shared;

/// <summary>
/// A mail as the outbox keeps it: the record is the model. What a mail says is a method or explicit, so that it is no part of what is kept.
/// </summary>
public interface IMail
{
    /// <summary>As the portal writes it; asked when the mail is written, not when it is sent.</summary>
    string Subject { get; }

    /// <summary>Says the mail once: what is read as text and what is read as a page are both made from it. Its first words greet.</summary>
    void Say(MailContent content);
}

/// <summary>A kind of mail: all of it is this one type, and its <see cref="Kind"/> a line of <c>MailCatalogue</c>.</summary>
/// <typeparam name="TSelf">Earlier versions wrote its JSON, and rows of theirs may still wait: what is added to it later is optional.</typeparam>
public interface IMail<TSelf> : IMail
    where TSelf : class, IMail<TSelf>
{
    static abstract MailKind Kind { get; }

    string IMail.Subject => TSelf.Kind.StandardSubject;
}

/// <summary>From a mail to the outbox: the one way to write a row.</summary>
public static class MailWriting
{
    /// <summary>The row of the outbox; the caller adds it, in the transaction of what the mail tells.</summary>
    /// <param name="mail">What it tells.</param>
    /// <param name="to">Whom.</param>
    /// <param name="now">UTC.</param>
    /// <param name="treatmentId">The treatment whose decisions it tells.</param>
    /// <param name="hold">How long it stays before it is sent.</param>
    public static OutboxMessage WriteTo<TMail>(this TMail mail, MailTo to, DateTime now, Guid? treatmentId = null, TimeSpan hold = default)
        where TMail : class, IMail<TMail> => OutboxMessage.Write(to, TMail.Kind.Template, mail.Subject, JsonSerializer.Serialize(mail), now, treatmentId, hold);
}
