namespace ClsPortal.Domain.Messaging;

/// <summary>
/// An exchange between one family and the centre. What the centre writes to many families is one conversation with each of them,
/// so that nobody reads another's answer; <see cref="BroadcastId"/> ties them together.
/// </summary>
public sealed class Conversation
{
    /// <summary>Longest subject, in characters.</summary>
    public const int SubjectMaxLength = 120;

    private Conversation()
    {
    }

    /// <summary>Database key, known before the insert: the subject is sealed for it.</summary>
    public Guid Id { get; private set; }

    /// <summary>The family.</summary>
    public int FamilyId { get; private set; }

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

    /// <summary>Messages of the centre that nobody of the family has seen.</summary>
    public int UnreadByFamily { get; private set; }

    /// <summary>When somebody of the family last opened it with something unread in it, UTC; null until then.</summary>
    public DateTime? ReadByFamilyAt { get; private set; }

    /// <summary>Messages of the family that nobody of the centre has seen.</summary>
    public int UnreadByCentre { get; private set; }

    /// <summary>Begins an exchange; its first message is counted as unread by the other side.</summary>
    public static Conversation Begin(Guid id, int familyId, byte[] sealedSubject, bool byCentre, DateTime now, Guid? broadcastId = null) => new()
    {
        Id = id,
        FamilyId = familyId,
        SealedSubject = sealedSubject,
        BroadcastId = broadcastId,
        LastMessageAt = now,
        UnreadByFamily = byCentre ? 1 : 0,
        UnreadByCentre = byCentre ? 0 : 1,
    };
}

/// <summary>One message of a conversation; never changed.</summary>
public sealed class ConversationMessage
{
    /// <summary>Longest text, in characters.</summary>
    public const int TextMaxLength = 4000;

    private ConversationMessage()
    {
    }

    /// <summary>Database key, chosen by the form that sends it, so that a message sent twice is one.</summary>
    public Guid Id { get; private set; }

    /// <summary>The conversation.</summary>
    public Guid ConversationId { get; private set; }

    /// <summary>True when staff wrote it.</summary>
    public bool IsFromCentre { get; private set; }

    /// <summary>The login that wrote it.</summary>
    public Guid AuthorId { get; private set; }

    /// <summary>The name behind the login on that day.</summary>
    public string AuthorName { get; private set; } = "";

    /// <summary>UTC.</summary>
    public DateTime SentAt { get; private set; }

    /// <summary>What it says, sealed.</summary>
    public byte[] SealedText { get; private set; } = [];

    /// <summary>Writes a message.</summary>
    public static ConversationMessage Write(Guid id, Guid conversationId, bool isFromCentre, Guid authorId, string authorName, byte[] sealedText, DateTime now) => new()
    {
        Id = id,
        ConversationId = conversationId,
        IsFromCentre = isFromCentre,
        AuthorId = authorId,
        AuthorName = authorName,
        SealedText = sealedText,
        SentAt = now,
    };
}
