namespace ClsPortal.Domain.Messaging;

/// <summary>
/// An exchange between one guardian and the centre; the family's other guardians do not learn of it, unless it is shared. What the centre
/// writes to many is one conversation with each of them, so that nobody reads another's answer; <see cref="BroadcastId"/> ties them together.
/// </summary>
public sealed class Conversation
{
    /// <summary>Longest subject, in characters.</summary>
    public const int SubjectMaxLength = 120;

    private Conversation() { }

    /// <summary>Database key, known before the insert: the subject is sealed for it.</summary>
    public Guid Id { get; private set; }

    /// <summary>The family.</summary>
    public int FamilyId { get; private set; }

    /// <summary>
    /// The guardian whose exchange it is. Null for what was written before exchanges were persons': nobody adds to it, and a guardian reads of
    /// it what the <see cref="ConversationReader"/>s of that day allow.
    /// </summary>
    public int? GuardianId { get; private set; }

    /// <summary>« Visible par l’autre responsable »: all guardians of the family read it and answer in it.</summary>
    public bool IsShared { get; private set; }

    /// <summary>What it is about, sealed.</summary>
    public byte[] SealedSubject { get; private set; } = [];

    /// <summary>The one message to many that began it; null when it began with one family.</summary>
    public Guid? BroadcastId { get; private set; }

    /// <summary>True once the centre considers it settled; a family's answer opens it again.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The member of staff who looks after it; null: whoever comes first.</summary>
    public Guid? AssignedTo { get; private set; }

    /// <summary>The name behind <see cref="AssignedTo"/> on that day.</summary>
    public string? AssignedName { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime LastMessageAt { get; private set; }

    /// <summary>Messages of the family that nobody of the centre has seen.</summary>
    public int UnreadByCentre { get; private set; }

    /// <summary>Begins an exchange; its first message is counted as unread by the centre, unless the centre wrote it.</summary>
    public static Conversation Begin(Guid id, ConversationParty with, byte[] sealedSubject, bool byCentre, DateTime now, Guid? broadcastId = null) =>
        new()
        {
            Id = id,
            FamilyId = with.FamilyId,
            GuardianId = with.GuardianId,
            IsShared = with.IsShared,
            SealedSubject = sealedSubject,
            BroadcastId = broadcastId,
            LastMessageAt = now,
            UnreadByCentre = byCentre ? 0 : 1,
        };
}

/// <summary>Whose conversation it is.</summary>
/// <param name="FamilyId">The family.</param>
/// <param name="GuardianId">The guardian.</param>
/// <param name="IsShared">True when the family's other guardians read it too.</param>
public sealed record ConversationParty(int FamilyId, int GuardianId, bool IsShared);

/// <summary>How far one guardian has read a conversation: what one of two has read is still unread for the other.</summary>
public sealed class ConversationReader
{
    private ConversationReader() { }

    /// <summary>The conversation.</summary>
    public Guid ConversationId { get; private set; }

    /// <summary>The guardian.</summary>
    public int GuardianId { get; private set; }

    /// <summary>Messages of others that the guardian has not seen.</summary>
    public int Unread { get; private set; }

    /// <summary>When the guardian last opened it with something unread in it, UTC; null until then.</summary>
    public DateTime? ReadAt { get; private set; }

    /// <summary>A guardian who has not opened it yet.</summary>
    public static ConversationReader Of(Guid conversationId, int guardianId, int unread) =>
        new()
        {
            ConversationId = conversationId,
            GuardianId = guardianId,
            Unread = unread,
        };
}

/// <summary>One message of a conversation; never changed.</summary>
public sealed class ConversationMessage
{
    /// <summary>Longest text, in characters.</summary>
    public const int TextMaxLength = 4000;

    private ConversationMessage() { }

    /// <summary>Database key, chosen by the form that sends it, so that a message sent twice is one.</summary>
    public Guid Id { get; private set; }

    /// <summary>The conversation.</summary>
    public Guid ConversationId { get; private set; }

    /// <summary>True when staff wrote it.</summary>
    public bool IsFromCentre { get; private set; }

    /// <summary>The guardian who wrote it; null for staff, and for what was written before and can no longer be told.</summary>
    public int? GuardianId { get; private set; }

    /// <summary>The login that wrote it.</summary>
    public Guid AuthorId { get; private set; }

    /// <summary>The person's name on that day.</summary>
    public string AuthorName { get; private set; } = "";

    /// <summary>UTC.</summary>
    public DateTime SentAt { get; private set; }

    /// <summary>What it says, sealed.</summary>
    public byte[] SealedText { get; private set; } = [];

    /// <summary>Writes a message.</summary>
    public static ConversationMessage Write(Guid id, Guid conversationId, MessageAuthor author, byte[] sealedText, DateTime now) =>
        new()
        {
            Id = id,
            ConversationId = conversationId,
            IsFromCentre = author.GuardianId is null,
            GuardianId = author.GuardianId,
            AuthorId = author.LoginId,
            AuthorName = author.Name,
            SealedText = sealedText,
            SentAt = now,
        };
}

/// <summary>Who writes a message.</summary>
/// <param name="LoginId">The login.</param>
/// <param name="Name">The person's name.</param>
/// <param name="GuardianId">The guardian; null for staff, who write for the centre.</param>
public sealed record MessageAuthor(Guid LoginId, string Name, int? GuardianId);
