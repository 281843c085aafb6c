namespace ClsPortal.Domain.Messaging;

/// <summary>Where a mail stands.</summary>
public enum OutboxStatus
{
    /// <summary>To be sent, or to be tried again.</summary>
    Waiting,

    /// <summary>Taken by the mail server.</summary>
    Sent,

    /// <summary>Given up after the last attempt; staff see it and can try again.</summary>
    GivenUp,
}

/// <summary>A mail written in the transaction of what it tells, and sent later (SPEC rule 9).</summary>
public sealed class OutboxMessage
{
    private OutboxMessage()
    {
    }

    /// <summary>Also the mail's Message-Id, so that a mail sent twice after a crash is recognised as one.</summary>
    public Guid Id { get; private set; }

    /// <summary>The family it is about; null for staff.</summary>
    public int? FamilyId { get; private set; }

    /// <summary>Addresses, parted by commas.</summary>
    public string Recipients { get; private set; } = "";

    /// <summary>Which template renders it.</summary>
    public string Template { get; private set; } = "";

    /// <summary>The template's model as JSON.</summary>
    public string Model { get; private set; } = "";

    /// <summary>Subject line.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>Where it stands.</summary>
    public OutboxStatus Status { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>Not to be tried before, UTC.</summary>
    public DateTime NextAttemptAt { get; private set; }

    /// <summary>Attempts so far.</summary>
    public int Attempts { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? SentAt { get; private set; }

    /// <summary>What the last failed attempt said, without personal data.</summary>
    public string? LastError { get; private set; }

    /// <summary>Writes a mail.</summary>
    public static OutboxMessage Write(int? familyId, string recipients, string template, string subject, string model, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(new DateTimeOffset(now, TimeSpan.Zero)),
        FamilyId = familyId,
        Recipients = recipients,
        Template = template,
        Subject = subject,
        Model = model,
        CreatedAt = now,
        NextAttemptAt = now,
    };
}
