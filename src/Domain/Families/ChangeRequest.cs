using ClsPortal.Domain.Shared;

namespace ClsPortal.Domain.Families;

/// <summary>What a change does.</summary>
public enum ChangeKind
{
    /// <summary>Gives a field another value.</summary>
    Change,

    /// <summary>Adds a contact; the new value holds all its fields.</summary>
    Addition,

    /// <summary>Removes a contact; the old value holds all its fields.</summary>
    Removal,
}

/// <summary>Where a change stands.</summary>
public enum ChangeStatus
{
    /// <summary>Waits for the centre; the record is as it was.</summary>
    Pending,

    /// <summary>In the record.</summary>
    Accepted,

    /// <summary>Refused by the centre, with a reason.</summary>
    Refused,

    /// <summary>Taken back by the family before it was treated.</summary>
    Withdrawn,
}

/// <summary>One field of a family's record with old and new value: proposed by a parent, or made by staff and accepted at once.</summary>
public sealed class ChangeRequest
{
    /// <summary>Longest reason of a decision, in characters.</summary>
    public const int ReasonMaxLength = 500;

    private ChangeRequest() { }

    /// <summary>Known before the row is, so that its values can be sealed for it.</summary>
    public Guid Id { get; private set; }

    /// <summary>The family.</summary>
    public int FamilyId { get; private set; }

    /// <summary>Which part of the record.</summary>
    public RecordPart Part { get; private set; }

    /// <summary>See <see cref="RecordSubject.Id"/>.</summary>
    public int SubjectId { get; private set; }

    /// <summary>See <see cref="RecordSubject.ChildId"/>.</summary>
    public int ChildId { get; private set; }

    /// <summary>Name of the field; for additions and removals a word that no field has.</summary>
    public string Field { get; private set; } = "";

    /// <summary>What it does.</summary>
    public ChangeKind Kind { get; private set; }

    /// <summary>The record's value when the change was filed; null for health, which is sealed.</summary>
    public string? OldValue { get; private set; }

    /// <summary>The value proposed; null for health, which is sealed.</summary>
    public string? NewValue { get; private set; }

    /// <summary>The old value of a health record.</summary>
    public byte[]? SealedOld { get; private set; }

    /// <summary>The new value of a health record.</summary>
    public byte[]? SealedNew { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime FiledAt { get; private set; }

    /// <summary>The login that filed it.</summary>
    public Guid FiledBy { get; private set; }

    /// <summary>
    /// The guardian whose change it is: who filed it, or who named the contact that staff change. Null for the rest of what staff do, and where it is not
    /// known.
    /// </summary>
    public int? FiledByGuardianId { get; private set; }

    /// <summary>The name behind the login on that day.</summary>
    public string FiledByName { get; private set; } = "";

    /// <summary>True when staff made it themselves.</summary>
    public bool IsByCentre { get; private set; }

    /// <summary>Where it stands.</summary>
    public ChangeStatus Status { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? DecidedAt { get; private set; }

    /// <summary>Who decided or withdrew.</summary>
    public Guid? DecidedBy { get; private set; }

    /// <summary>The name behind that login.</summary>
    public string? DecidedByName { get; private set; }

    /// <summary>Why it was refused; null for health, which is sealed.</summary>
    public string? Reason { get; private set; }

    /// <summary>Why a change of a health record was refused.</summary>
    public byte[]? SealedReason { get; private set; }

    /// <summary>The guardian who said yes to a change of référent that another one asked for; null until then, and for all other changes.</summary>
    public int? AgreedById { get; private set; }

    /// <summary>When that was, UTC.</summary>
    public DateTime? AgreedAt { get; private set; }

    /// <summary>
    /// Whose yes a change of référent needs besides the one who asks: the référent's who would no longer be it, or the person's whom the
    /// référent proposes. Staff may do without, with a reason.
    /// </summary>
    public static int WhoseYes(int filedBy, int referent, int proposed) => filedBy == referent ? proposed : referent;

    /// <summary>The other guardian says yes.</summary>
    public void Agree(int guardianId, DateTime at)
    {
        if (Status != ChangeStatus.Pending || Field != nameof(Guardian.IsReferent))
        {
            throw new InvalidOperationException("Only a change of référent that waits is agreed to");
        }

        (AgreedById, AgreedAt) = (guardianId, at);
    }

    /// <summary>What the field belongs to.</summary>
    public RecordSubject Subject => new(Part, SubjectId, ChildId);

    /// <summary>Files a change; its values follow.</summary>
    public static ChangeRequest File(
        int familyId,
        RecordSubject subject,
        ChangeKind kind,
        string field,
        Author author,
        int? byGuardian = null,
        bool isByCentre = false
    )
    {
        var id = Guid.CreateVersion7(new DateTimeOffset(author.At, TimeSpan.Zero));
        return new ChangeRequest
        {
            Id = id,
            FamilyId = familyId,
            Part = subject.Part,
            SubjectId = subject.Id,
            ChildId = subject.ChildId,
            Kind = kind,
            // Several contacts may wait to be added: each is a field of its own.
            Field =
                kind == ChangeKind.Addition ? $"{nameof(ChangeKind.Addition)}:{id:N}"
                : kind == ChangeKind.Removal ? nameof(ChangeKind.Removal)
                : field,
            FiledAt = author.At,
            FiledBy = author.LoginId,
            FiledByGuardianId = byGuardian is 0 ? null : byGuardian,
            FiledByName = author.Name,
            IsByCentre = isByCentre,
        };
    }

    /// <summary>Keeps values that may be read in the database.</summary>
    public ChangeRequest Keep(string oldValue, string newValue)
    {
        (OldValue, NewValue) = (oldValue, newValue);
        return this;
    }

    /// <summary>Keeps values that may not.</summary>
    public ChangeRequest KeepSealed(byte[] oldValue, byte[] newValue)
    {
        (SealedOld, SealedNew) = (oldValue, newValue);
        return this;
    }

    /// <summary>Decides what waits; the reason of a health record comes sealed.</summary>
    public void Decide(ChangeStatus status, DateTime at, Guid by, string byName, string? reason = null, byte[]? sealedReason = null)
    {
        if (Status != ChangeStatus.Pending)
        {
            throw new InvalidOperationException("Only what waits can be decided");
        }

        (Status, DecidedAt, DecidedBy, DecidedByName, Reason, SealedReason) = (status, at, by, byName, reason, sealedReason);
    }
}
