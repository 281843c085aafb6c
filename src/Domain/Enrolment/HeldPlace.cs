namespace ClsPortal.Domain.Enrolment;

/// <summary>A live request or booking of one child, as the rules need it.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="SessionId">The session it holds a place in.</param>
/// <param name="Date">The session's day.</param>
/// <param name="ActivityName">As parents know it.</param>
/// <param name="StartsAt">Start on the centre's clocks.</param>
/// <param name="EndsAt">End on the centre's clocks.</param>
/// <param name="Status">Pending or accepted.</param>
/// <param name="CancellationWaits">True for a booking that the family has asked to cancel.</param>
public sealed record HeldPlace(
    long RequestId,
    int SessionId,
    DateOnly Date,
    string ActivityName,
    TimeOnly StartsAt,
    TimeOnly EndsAt,
    RequestStatus Status,
    bool CancellationWaits = false
)
{
    /// <summary>True when the hours share more than an instant: breakfast that ends when the day begins does not overlap.</summary>
    public bool OverlapsHours(TimeOnly startsAt, TimeOnly endsAt) => StartsAt < endsAt && startsAt < EndsAt;
}
