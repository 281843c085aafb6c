using ClsPortal.Domain.Shared;

namespace ClsPortal.Domain.Families;

/// <summary>Where a deposited file stands. Expired is not a state of its own: it is accepted, and its date is past.</summary>
public enum DepositStatus
{
    /// <summary>Déposé: waits for the centre.</summary>
    Deposited,

    /// <summary>Accepté.</summary>
    Accepted,

    /// <summary>Refusé, with a reason.</summary>
    Refused,
}

/// <summary>A document that a family handed in (« Dépôt de fichier »).</summary>
public sealed class DepositedFile
{
    /// <summary>Longest <see cref="Reason"/>, in characters.</summary>
    public const int ReasonMaxLength = 500;

    private DepositedFile() { }

    /// <summary>Database key; the address of its download.</summary>
    public Guid Id { get; private set; }

    /// <summary>The family, also reached through the child: ownership is a filter of every parent's query.</summary>
    public int FamilyId { get; private set; }

    /// <summary>The child; null for a piece of the family.</summary>
    public int? ChildId { get; private set; }

    /// <summary>What it is.</summary>
    public int PieceId { get; private set; }

    /// <summary>The content.</summary>
    public Guid FileId { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime DepositedAt { get; private set; }

    /// <summary>The parent's login.</summary>
    public Guid DepositedBy { get; private set; }

    /// <summary>Where it stands.</summary>
    public DepositStatus Status { get; private set; }

    /// <summary>Last day on which an accepted piece holds; null: for good.</summary>
    public DateOnly? ValidUntil { get; private set; }

    /// <summary>UTC; null while it waits.</summary>
    public DateTime? DecidedAt { get; private set; }

    /// <summary>Who decided.</summary>
    public Guid? DecidedBy { get; private set; }

    /// <summary>Why it was refused, as the family reads it.</summary>
    public string? Reason { get; private set; }

    /// <summary>Hands a file in.</summary>
    public static DepositedFile Deposit(int familyId, int? childId, int pieceId, Guid fileId, DateTime now, Guid by) =>
        new()
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(now, TimeSpan.Zero)),
            FamilyId = familyId,
            ChildId = childId,
            PieceId = pieceId,
            FileId = fileId,
            DepositedAt = now,
            DepositedBy = by,
        };

    /// <summary>The centre accepts it; the piece holds until a day, or for good.</summary>
    /// <param name="validity">How long such a piece holds.</param>
    /// <param name="until">The day read on the piece; null: the rule of the piece says it.</param>
    /// <param name="today">In the centre's zone.</param>
    /// <param name="now">UTC.</param>
    /// <param name="by">Who decides.</param>
    public Decision Accept(PieceValidity validity, DateOnly? until, DateOnly today, DateTime now, Guid by)
    {
        if (CheckWaits() is { IsAllowed: false } refused)
        {
            return refused;
        }

        ValidUntil = validity == PieceValidity.Unlimited ? null : until ?? PieceRules.ValidUntil(validity, today);
        (Status, DecidedAt, DecidedBy) = (DepositStatus.Accepted, now, by);
        return Decision.Allowed;
    }

    /// <summary>The centre refuses it, with a reason that the family reads.</summary>
    public Decision Refuse(string reason, DateTime now, Guid by)
    {
        if (CheckWaits() is { IsAllowed: false } refused)
        {
            return refused;
        }

        (Status, Reason, DecidedAt, DecidedBy) = (DepositStatus.Refused, reason.Trim(), now, by);
        return Decision.Allowed;
    }

    private Decision CheckWaits() => Status == DepositStatus.Deposited ? Decision.Allowed : Decision.Refuse(RefusalReason.AlreadyTreated);
}
