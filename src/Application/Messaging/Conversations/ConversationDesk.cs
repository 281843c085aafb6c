using System.Globalization;
using ClsPortal.Application.Centre;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Messaging;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>The sealed columns of conversations.</summary>
public static class ConversationSecrets
{
    public static readonly SecretColumn Subject = new("conversations", "sealed_subject");

    public static readonly SecretColumn Text = new("conversation_messages", "sealed_text");
}

/// <summary>A conversation that takes messages: whose it is, and whether the family's other guardians read it.</summary>
internal sealed record OpenThread(Guid Id, int FamilyId, int GuardianId, bool IsShared);

/// <summary>What sending a message takes, whoever sends it: limits, sealed rows, one mail without content to those who may read it, a live notice.</summary>
internal sealed class ConversationDesk(
    IMessagingDb db,
    ICurrentUser user,
    CentreClock clock,
    ISecretBox box,
    Notices notices,
    ITransactions transactions,
    ChangeFeed feed
)
{
    /// <summary>A guardian may send this many messages within an hour. Each is counted alone: a limit told to one must not tell what the other wrote.</summary>
    public const int MostPerHour = 20;

    /// <summary>For what was written before exchanges were persons'.</summary>
    public static readonly Refusal NoMoreMessages = new(
        "OldConversation",
        "Cet ancien échange ne reçoit plus de message, car il n’est pas celui d’une seule personne : commencez-en un nouveau."
    );

    public static readonly Refusal NoGuardian = new(
        "NoGuardian",
        "Votre connexion n’est pas celle d’un responsable de la famille : appelez le Centre de Loisirs."
    );

    /// <summary>The member of staff who writes for the centre.</summary>
    public MessageAuthor Staff => new(user.UserId, user.DisplayName, null);

    /// <summary>The guardian behind the login; null for a login that has none.</summary>
    public async Task<MessageAuthor?> GuardianAsync(CancellationToken cancellationToken) =>
        await db
            .Guardians.Where(guardian => guardian.Id == user.GuardianId && guardian.FamilyId == user.FamilyId)
            .Select(guardian => guardian.FirstName + " " + guardian.LastName)
            .SingleOrDefaultAsync(cancellationToken)
            is { } name
            ? new MessageAuthor(user.UserId, string.IsNullOrWhiteSpace(name) ? user.DisplayName : name.Trim(), user.GuardianId)
            : null;

    public async Task<Refusal?> RefuseRushAsync(CancellationToken cancellationToken)
    {
        var since = clock.Now.AddHours(-1);
        var sent = await db
            .ConversationMessages.Where(message => message.GuardianId == user.GuardianId && !message.IsFromCentre && message.SentAt > since)
            .OrderByDescending(message => message.SentAt)
            .Select(message => message.SentAt)
            .Take(MostPerHour)
            .ToListAsync(cancellationToken);
        if (sent.Count < MostPerHour)
        {
            return null;
        }

        // Rounded up: at the minute that is told, it is allowed.
        var again = clock.ToWallClock(sent[^1].AddHours(1).AddSeconds(59));
        var phone = (await db.CentreAsync(cancellationToken)).Phone;
        return new Refusal(
            "TooManyMessages",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Votre message n’est pas parti : vous en avez envoyé {MostPerHour} en une heure. Il reste écrit ici ; envoyez-le à partir de "
                    + $"{again:HH'h'mm}, ou appelez le Centre de Loisirs au {phone}."
            )
        );
    }

    public void Begin(OpenThread thread, MessageAuthor author, string subject, Guid? broadcastId = null) =>
        db.Conversations.Add(
            Conversation.Begin(
                thread.Id,
                new(thread.FamilyId, thread.GuardianId, thread.IsShared),
                box.SealText(ConversationSecrets.Subject.Row(thread.Id), subject.Trim()),
                author.GuardianId is null,
                clock.Now,
                broadcastId
            )
        );

    /// <summary>Adds a guardian's message and what follows from it to the context; the caller saves.</summary>
    public async Task AddAsync(Guid messageId, OpenThread thread, MessageAuthor guardian, string text, CancellationToken cancellationToken)
    {
        Write(messageId, thread.Id, guardian, text);
        await CountUnreadAsync(thread, guardian.GuardianId, cancellationToken);
        await notices.TellCentreAsync(
            thread.FamilyId,
            new Notice("Un message d’une famille", [$"{guardian.Name} a écrit sur le portail."], $"/gestion/messages/{thread.Id}", "Lire le message"),
            cancellationToken
        );
        Tell(thread.FamilyId);
    }

    /// <summary>Adds the centre's message to threads of one family, and what follows from it, to the context; the caller saves.</summary>
    public async Task AddFromCentreAsync(
        int familyId,
        IReadOnlyList<(Guid MessageId, OpenThread Thread)> messages,
        string text,
        CancellationToken cancellationToken
    )
    {
        List<(Guid Thread, IReadOnlyCollection<int> Readers)> read = [];
        foreach (var (messageId, thread) in messages)
        {
            Write(messageId, thread.Id, Staff, text);
            Audit("message.sent", thread.Id, familyId);
            read.Add((thread.Id, await CountUnreadAsync(thread, author: null, cancellationToken)));
        }

        await notices.TellReadersAsync(familyId, read, cancellationToken);
        Tell(familyId);
    }

    /// <summary>Adds a message and tells nobody.</summary>
    public void Write(Guid messageId, Guid conversationId, MessageAuthor author, string text) =>
        db.ConversationMessages.Add(
            ConversationMessage.Write(messageId, conversationId, author, box.SealText(ConversationSecrets.Text.Row(messageId), text.Trim()), clock.Now)
        );

    public void Audit(string act, Guid conversationId, int familyId) =>
        db.AuditEntries.Add(AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, act, $"Conversation:{conversationId}", familyId));

    public void Tell(int familyId) => transactions.AfterCommit(() => feed.Publish(new ChangeNotice([familyId], [])));

    public string SubjectOf(Guid id, byte[] sealedSubject) => box.OpenText(ConversationSecrets.Subject.Row(id), sealedSubject);

    public string SubjectOf(ReadableThread row) =>
        row.MayReadSubject ? SubjectOf(row.Conversation.Id, row.Conversation.SealedSubject) : ReadableThread.HiddenSubject;

    public string TextOf(Guid id, byte[] sealedText) => box.OpenText(ConversationSecrets.Text.Row(id), sealedText);

    /// <summary>One more unread message for each guardian who may read the thread and did not write it. The conversation's row is locked, or new.</summary>
    /// <returns>Those guardians.</returns>
    private async Task<IReadOnlyCollection<int>> CountUnreadAsync(OpenThread thread, int? author, CancellationToken cancellationToken)
    {
        var readers = await db
            .Guardians.Where(guardian => guardian.FamilyId == thread.FamilyId && guardian.Id != author && (thread.IsShared || guardian.Id == thread.GuardianId))
            .Select(guardian => new
            {
                guardian.Id,
                IsNew = !db.ConversationReaders.Any(row => row.ConversationId == thread.Id && row.GuardianId == guardian.Id),
            })
            .ToListAsync(cancellationToken);
        var known = readers.Where(reader => !reader.IsNew).Select(reader => reader.Id).ToList();
        if (known.Count > 0)
        {
            await db
                .ConversationReaders.Where(row => row.ConversationId == thread.Id && known.Contains(row.GuardianId))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Unread, row => row.Unread + 1), cancellationToken);
        }

        db.ConversationReaders.AddRange(readers.Where(reader => reader.IsNew).Select(reader => ConversationReader.Of(thread.Id, reader.Id, unread: 1)));
        return [.. readers.Select(reader => reader.Id)];
    }
}

internal static class MessageValidation
{
    public static void SubjectSays<T>(this IRuleBuilder<T, string> rule) =>
        rule.NotEmpty()
            .WithMessage("Indiquez l’objet de votre message.")
            .MaximumLength(Conversation.SubjectMaxLength)
            .WithMessage($"L’objet est trop long : {Conversation.SubjectMaxLength} caractères au plus.");

    public static void TextSays<T>(this IRuleBuilder<T, string> rule) =>
        rule.NotEmpty()
            .WithMessage("Écrivez votre message.")
            .MaximumLength(ConversationMessage.TextMaxLength)
            .WithMessage($"Le message est trop long : {ConversationMessage.TextMaxLength} caractères au plus.");
}
