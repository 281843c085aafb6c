namespace ClsPortal.Application.Messaging;

/// <param name="Id">The conversation.</param>
/// <param name="FamilyId">The family.</param>
/// <param name="FamilyName">Without « Famille ».</param>
/// <param name="Subject">What it is about.</param>
/// <param name="LastMessageAt">On the centre's clocks.</param>
/// <param name="Unread">Messages that the reader's side has not seen.</param>
/// <param name="IsClosed">Settled, for the centre.</param>
/// <param name="AssignedName">Who looks after it; told to staff only.</param>
/// <param name="GuardianName">Whose it is; null for an old one that is no single person's, and to that person.</param>
/// <param name="IsShared">True when the family's other guardians read it too.</param>
/// <param name="Confidential">For staff: what must not be told to whom; null for nothing.</param>
public sealed record ConversationLine(
    Guid Id,
    int FamilyId,
    string FamilyName,
    string Subject,
    DateTime LastMessageAt,
    int Unread,
    bool IsClosed,
    string? AssignedName,
    string? GuardianName,
    bool IsShared,
    string? Confidential = null
);
