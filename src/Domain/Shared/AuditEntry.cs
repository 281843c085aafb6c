namespace ClsPortal.Domain.Shared;

/// <summary>One act of staff: who, when, what, on what, why. Never changed but for a name that the delays take away; never holds health data.</summary>
public sealed class AuditEntry
{
    private AuditEntry() { }

    /// <summary>Database key.</summary>
    public long Id { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>The login that acted.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The name behind the login on that day.</summary>
    public string UserName { get; private set; } = "";

    /// <summary>Stable code of the act, such as <c>request.accepted</c>.</summary>
    public string Act { get; private set; } = "";

    /// <summary>The family concerned, if any.</summary>
    public int? FamilyId { get; private set; }

    /// <summary>Kind and key of what was acted on, such as <c>EnrolmentRequest:12</c>.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>The reason given, or what changed.</summary>
    public string? Details { get; private set; }

    /// <summary>Records an act.</summary>
    public static AuditEntry Record(DateTime at, Guid userId, string userName, string act, string subject, int? familyId = null, string? details = null) =>
        new()
        {
            At = at,
            UserId = userId,
            UserName = userName,
            Act = act,
            Subject = subject,
            FamilyId = familyId,
            Details = details,
        };
}
