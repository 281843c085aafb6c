namespace ClsPortal.Domain.Enrolment;

/// <summary>Something that happened to a request. Places, journal, mails and open screens follow from it, each by one subscriber.</summary>
/// <param name="Request">The row; what happens to it later does not change the event.</param>
/// <param name="Before">Where it stood; null when this made it.</param>
/// <param name="After">Where it stands by this.</param>
public abstract record RequestEvent(EnrolmentRequest Request, RequestStatus? Before, RequestStatus After)
{
    /// <summary>-1 when a place became free, 1 when one was taken, else 0.</summary>
    public int Places => Held(After) - (Before is { } before ? Held(before) : 0);

    private int Held(RequestStatus status) => EnrolmentRequest.HoldsAPlace(Request.Kind, status) ? 1 : 0;
}

/// <summary>Somebody asked for a place, or to cancel a booking.</summary>
public sealed record RequestFiled(EnrolmentRequest Request) : RequestEvent(Request, null, RequestStatus.Pending);

/// <summary>A parent changed the bus or the note of what waits.</summary>
public sealed record RequestChanged(EnrolmentRequest Request) : RequestEvent(Request, RequestStatus.Pending, RequestStatus.Pending);

/// <summary>A parent took back what waits.</summary>
public sealed record RequestWithdrawn(EnrolmentRequest Request) : RequestEvent(Request, RequestStatus.Pending, RequestStatus.Withdrawn);

/// <summary>The centre accepted or refused what waited.</summary>
/// <param name="Request">The row.</param>
/// <param name="After">Accepted or refused.</param>
/// <param name="Act">By which act.</param>
/// <param name="IsByCancelling">True for a request to cancel that the centre answered by cancelling by itself: that event tells it.</param>
public sealed record RequestDecided(EnrolmentRequest Request, RequestStatus After, Treatment Act, bool IsByCancelling = false)
    : RequestEvent(Request, RequestStatus.Pending, After);

/// <summary>The centre booked by itself.</summary>
/// <param name="Request">The row.</param>
/// <param name="Act">By which act.</param>
/// <param name="MovedFrom">The booking that it replaces; null when it replaces none.</param>
public sealed record BookingMade(EnrolmentRequest Request, Treatment Act, long? MovedFrom) : RequestEvent(Request, null, RequestStatus.Accepted);

/// <summary>A booking ended.</summary>
/// <param name="Request">The row.</param>
/// <param name="Act">By which act.</param>
/// <param name="IsAsAsked">True when the centre accepted the family's request to cancel: that event tells it.</param>
public sealed record BookingCancelled(EnrolmentRequest Request, Treatment Act, bool IsAsAsked)
    : RequestEvent(Request, RequestStatus.Accepted, RequestStatus.Cancelled);

/// <summary>A booking stands again, for the decision that ended it was taken back.</summary>
public sealed record BookingRestored(EnrolmentRequest Request) : RequestEvent(Request, RequestStatus.Cancelled, RequestStatus.Accepted);

/// <summary>A decision was taken back: the request waits again.</summary>
/// <param name="Request">The row.</param>
/// <param name="Decision">What it had been.</param>
/// <param name="TreatmentId">The act that had decided, whose mail may not have left.</param>
public sealed record DecisionTakenBack(EnrolmentRequest Request, RequestStatus Decision, Guid TreatmentId)
    : RequestEvent(Request, Decision, RequestStatus.Pending);
