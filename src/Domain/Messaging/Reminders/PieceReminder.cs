namespace ClsPortal.Domain.Messaging;

/// <summary>That a family was told of a piece about to expire. The key lets it be told once for each date until which the piece holds.</summary>
public sealed class PieceReminder
{
    private PieceReminder() { }

    /// <summary>The deposited piece.</summary>
    public Guid DepositId { get; private set; }

    /// <summary>Its last day, as it was told.</summary>
    public DateOnly ValidUntil { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>Notes that the family is told.</summary>
    public static PieceReminder Of(Guid depositId, DateOnly validUntil, DateTime now) =>
        new()
        {
            DepositId = depositId,
            ValidUntil = validUntil,
            At = now,
        };
}
