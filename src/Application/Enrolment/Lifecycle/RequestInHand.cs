using ClsPortal.Domain.Enrolment;

namespace ClsPortal.Application.Enrolment;

/// <summary>A request's row, which nobody else changes before the transaction ends, with what those who hear of a change say about it.</summary>
/// <param name="Row">The domain's methods change it; <see cref="RequestLifecycle"/> writes what they changed.</param>
/// <param name="ChildName">Prénom.</param>
/// <param name="ActivityName">As parents know it.</param>
/// <param name="Date">The session's day.</param>
internal sealed record RequestInHand(EnrolmentRequest Row, string ChildName, string ActivityName, DateOnly Date)
{
    public int ActivityId { get; init; }

    public TimeOnly StartsAt { get; init; }

    public bool IsSessionClosed { get; init; }

    public bool HasChildLeft { get; init; }

    /// <summary>What the database holds of the row.</summary>
    public RequestState Stored { get; set; } = RequestState.Of(Row);
}

/// <summary>The columns that an act changes.</summary>
internal readonly record struct RequestState(
    RequestStatus Status,
    Guid? TreatmentId,
    DateTime? DecidedAt,
    Guid? DecidedBy,
    string? Reason,
    bool IsInvoicedDespiteCancellation
)
{
    public static RequestState Of(EnrolmentRequest row) =>
        new(row.Status, row.TreatmentId, row.DecidedAt, row.DecidedBy, row.Reason, row.IsInvoicedDespiteCancellation);
}
