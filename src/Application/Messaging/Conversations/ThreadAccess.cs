using ClsPortal.Application.Shared;
using ClsPortal.Domain.Messaging;

namespace ClsPortal.Application.Messaging;

/// <summary>
/// Which conversations a guardian reads: the one condition of every query that a family's person, page, mail or copy of data is made from.
/// The own ones and those that another guardian of the family shares; a login without a guardian, whose key is 0, reads none.
/// </summary>
internal static class ThreadAccess
{
    public static IQueryable<Conversation> WhereReadableBy(this IQueryable<Conversation> conversations, IMessagingDb db, int familyId, int guardianId) =>
        conversations.Where(row =>
            row.FamilyId == familyId
            && guardianId != 0
            && (
                row.GuardianId == guardianId
                || (row.IsShared && row.GuardianId != null)
                // Of before exchanges were persons': those of which something is left for this guardian to read.
                || (row.GuardianId == null && db.ConversationReaders.Any(reader => reader.ConversationId == row.Id && reader.GuardianId == guardianId))
            )
        );

    /// <summary>
    /// Those that whoever works for the centre finds there: none of the own family, whose other guardians’ threads a parent does not learn of. A
    /// colleague answers them.
    /// </summary>
    public static IQueryable<Conversation> WhereOfOtherFamilies(this IQueryable<Conversation> conversations, ICurrentUser user)
    {
        var own = user.OwnFamilies;
        return conversations.Where(row => !own.Contains(row.FamilyId));
    }

    public static IQueryable<Conversation> WhereReadableBy(this IQueryable<Conversation> conversations, IMessagingDb db, ICurrentUser user) =>
        conversations.WhereReadableBy(db, user.FamilyId, user.GuardianId);

    /// <summary>Of an old conversation that has no person: the own messages, and the centre's where nobody else of the family wrote.</summary>
    public static IQueryable<ConversationMessage> WhereReadableBy(
        this IQueryable<ConversationMessage> messages,
        IMessagingDb db,
        int familyId,
        int guardianId
    ) =>
        from message in messages
        join conversation in db.Conversations.WhereReadableBy(db, familyId, guardianId) on message.ConversationId equals conversation.Id
        where
            conversation.GuardianId != null
            || message.GuardianId == guardianId
            || (
                message.IsFromCentre
                && !db.ConversationMessages.Any(other => other.ConversationId == conversation.Id && !other.IsFromCentre && other.GuardianId != guardianId)
            )
        select message;

    public static IQueryable<ConversationMessage> WhereReadableBy(this IQueryable<ConversationMessage> messages, IMessagingDb db, ICurrentUser user) =>
        messages.WhereReadableBy(db, user.FamilyId, user.GuardianId);

    /// <summary>What a guardian's list and home show of a conversation.</summary>
    public static IQueryable<ReadableThread> ReadableBy(this IMessagingDb db, ICurrentUser user)
    {
        var guardianId = user.GuardianId;
        return db
            .Conversations.WhereReadableBy(db, user)
            .Select(row => new ReadableThread
            {
                Conversation = row,
                Unread = db
                    .ConversationReaders.Where(reader => reader.ConversationId == row.Id && reader.GuardianId == guardianId)
                    .Select(reader => reader.Unread)
                    .FirstOrDefault(),
                // The words of whoever began it.
                MayReadSubject =
                    row.GuardianId != null
                    || db.ConversationMessages.Where(message => message.ConversationId == row.Id)
                        .OrderBy(message => message.SentAt)
                        .ThenBy(message => message.Id)
                        .Select(message => message.IsFromCentre || message.GuardianId == guardianId)
                        .FirstOrDefault(),
            });
    }
}

/// <summary>A conversation as one guardian has it.</summary>
internal sealed class ReadableThread
{
    /// <summary>Stands for a subject that was another's.</summary>
    public const string HiddenSubject = "Ancien échange";

    public required Conversation Conversation { get; init; }

    public required int Unread { get; init; }

    public required bool MayReadSubject { get; init; }
}
