using System.Globalization;
using ClsPortal.Application.Centre;
using ClsPortal.Application.Common;
using ClsPortal.Domain.Administration;
using ClsPortal.Domain.Messaging;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>The sealed columns of conversations.</summary>
public static class ConversationSecrets
{
    public static readonly SecretColumn Subject = new("conversations", "sealed_subject");

    public static readonly SecretColumn Text = new("conversation_messages", "sealed_text");
}

/// <summary>Which side of a conversation somebody is on. The message that they send says it, never their roles: one login may be on both.</summary>
internal enum Side
{
    Family,
    Centre,
}

/// <summary>What sending a message takes, whoever sends it: limits, sealed rows, one mail without content, a live notice.</summary>
internal sealed class ConversationDesk(
    IPortalDb db, ICurrentUser user, CentreClock clock, ISecretBox box, Notices notices, ITransactions transactions, ChangeFeed feed)
{
    /// <summary>A family may send this many messages within an hour.</summary>
    public const int MostPerHour = 20;

    public async Task<Refusal?> RefuseRushAsync(CancellationToken cancellationToken)
    {
        var since = clock.Now.AddHours(-1);
        var sent = await (
            from message in db.ConversationMessages
            join conversation in db.Conversations on message.ConversationId equals conversation.Id
            where conversation.FamilyId == user.FamilyId && !message.IsFromCentre && message.SentAt > since
            orderby message.SentAt descending
            select message.SentAt).Take(MostPerHour).ToListAsync(cancellationToken);
        if (sent.Count < MostPerHour)
        {
            return null;
        }

        // Rounded up: at the minute that is told, it is allowed.
        var again = clock.ToWallClock(sent[^1].AddHours(1).AddSeconds(59));
        var phone = (await db.CentreAsync(cancellationToken)).Phone;
        return new Refusal("TooManyMessages", string.Create(
            CultureInfo.InvariantCulture, $"Votre message n’est pas parti : votre famille en a envoyé {MostPerHour} en une heure. Il reste écrit ici ; envoyez-le à partir de {again:HH'h'mm}, ou appelez le Centre de Loisirs au {phone}."));
    }

    public Conversation Begin(Guid id, int familyId, Side side, string subject, Guid? broadcastId = null)
    {
        var conversation = Conversation.Begin(id, familyId, box.SealText(ConversationSecrets.Subject.Row(id), subject.Trim()), side == Side.Centre, clock.Now, broadcastId);
        db.Conversations.Add(conversation);
        return conversation;
    }

    /// <summary>Adds a message and what follows from it to the context; the caller saves.</summary>
    public async Task AddAsync(Guid messageId, Guid conversationId, int familyId, Side side, string text, CancellationToken cancellationToken)
    {
        Write(messageId, conversationId, side, text);
        if (side == Side.Centre)
        {
            Audit("message.sent", conversationId, familyId);
            await notices.TellFamiliesAsync(
                [familyId], new Notice("Un message du Centre de Loisirs", ["Le Centre de Loisirs vous a écrit sur le portail famille."], $"/contact/{conversationId}", "Lire le message"), cancellationToken);
        }
        else
        {
            await notices.TellCentreAsync(
                familyId, new Notice("Un message d’une famille", [$"{user.DisplayName} a écrit sur le portail."], $"/gestion/messages/{conversationId}", "Lire le message"),
                cancellationToken);
        }

        Tell(familyId);
    }

    /// <summary>Adds a message and tells nobody.</summary>
    public void Write(Guid messageId, Guid conversationId, Side side, string text) => db.ConversationMessages.Add(ConversationMessage.Write(
        messageId, conversationId, side == Side.Centre, user.UserId, user.DisplayName, box.SealText(ConversationSecrets.Text.Row(messageId), text.Trim()), clock.Now));

    public void Audit(string act, Guid conversationId, int familyId) =>
        db.AuditEntries.Add(AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, act, $"Conversation:{conversationId}", familyId));

    public void Tell(int familyId) => transactions.AfterCommit(() => feed.Publish(new ChangeNotice([familyId], [])));

    public string SubjectOf(Guid id, byte[] sealedSubject) => box.OpenText(ConversationSecrets.Subject.Row(id), sealedSubject);

    public string TextOf(Guid id, byte[] sealedText) => box.OpenText(ConversationSecrets.Text.Row(id), sealedText);
}

internal static class MessageValidation
{
    public static void SubjectSays<T>(this IRuleBuilder<T, string> rule) => rule.NotEmpty().WithMessage("Indiquez l’objet de votre message.")
        .MaximumLength(Conversation.SubjectMaxLength).WithMessage($"L’objet est trop long : {Conversation.SubjectMaxLength} caractères au plus.");

    public static void TextSays<T>(this IRuleBuilder<T, string> rule) => rule.NotEmpty().WithMessage("Écrivez votre message.")
        .MaximumLength(ConversationMessage.TextMaxLength).WithMessage($"Le message est trop long : {ConversationMessage.TextMaxLength} caractères au plus.");
}
