namespace ClsPortal.Domain.Shared;

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
    private OutboxMessage() { }

    /// <summary>Also the mail's Message-Id, so that a mail sent twice after a crash is recognised as one.</summary>
    public Guid Id { get; private set; }

    /// <summary>The family it is about; null for staff.</summary>
    public int? FamilyId { get; private set; }

    /// <summary>The guardian it is written to: nobody else of the family learns of it. Null for the centre's own and for staff.</summary>
    public int? GuardianId { get; private set; }

    /// <summary>
    /// The address; empty when the family has none. Parents who live apart must not see each other's: an old row with several, parted by
    /// commas, becomes one row for each before any is sent.
    /// </summary>
    public string Recipients { get; private set; } = "";

    /// <summary>The treatment whose decisions it tells, if it tells any: undone before the mail left, they take it back.</summary>
    public Guid? TreatmentId { get; private set; }

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
    /// <param name="to">Whom it is for.</param>
    /// <param name="template">Which template renders it.</param>
    /// <param name="subject">Subject line.</param>
    /// <param name="model">The template's model as JSON.</param>
    /// <param name="now">UTC.</param>
    /// <param name="treatmentId">The treatment whose decisions it tells.</param>
    /// <param name="hold">How long it stays before it is sent.</param>
    public static OutboxMessage Write(
        MailTo to,
        string template,
        string subject,
        string model,
        DateTime now,
        Guid? treatmentId = null,
        TimeSpan hold = default
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(now, TimeSpan.Zero)),
            FamilyId = to.FamilyId,
            GuardianId = to.GuardianId,
            Recipients = to.Address,
            Template = template,
            Subject = subject,
            Model = model,
            CreatedAt = now,
            NextAttemptAt = now + hold,
            TreatmentId = treatmentId,
        };

    /// <summary>The same mail for another address.</summary>
    public OutboxMessage For(string address) =>
        new()
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(CreatedAt, TimeSpan.Zero)),
            FamilyId = FamilyId,
            GuardianId = GuardianId,
            Recipients = address,
            Template = Template,
            Subject = Subject,
            Model = Model,
            CreatedAt = CreatedAt,
            NextAttemptAt = NextAttemptAt,
            Attempts = Attempts,
            Status = Status,
            TreatmentId = TreatmentId,
        };
}

/// <summary>Whom a mail is for: one person, one address.</summary>
public sealed record MailTo
{
    private MailTo(int? familyId, int? guardianId, string address) => (FamilyId, GuardianId, Address) = (familyId, guardianId, address);

    /// <summary>The family it is about.</summary>
    public int? FamilyId { get; }

    /// <summary>The guardian it is written to.</summary>
    public int? GuardianId { get; }

    /// <summary>One address; empty for whoever has none: staff then see who was not told.</summary>
    public string Address { get; }

    /// <summary>A guardian of a family.</summary>
    public static MailTo Guardian(int familyId, int guardianId, string? address) => new(familyId, guardianId, address ?? "");

    /// <summary>A family of which nobody has an address.</summary>
    public static MailTo Unreachable(int familyId) => new(familyId, null, "");

    /// <summary>The centre itself, about a family or none.</summary>
    public static MailTo Centre(string address, int? familyId = null) => new(familyId, null, address);

    /// <summary>The owner of a login.</summary>
    public static MailTo Login(string address, int? familyId, int? guardianId) => new(familyId, guardianId, address);
}
