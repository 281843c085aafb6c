using ClsPortal.Domain.Shared;

namespace ClsPortal.Domain.Enrolment;

/// <summary>What a parent asks for.</summary>
public enum RequestKind
{
    /// <summary>Inscription demandée.</summary>
    Enrolment,

    /// <summary>Annulation demandée, for a booking that stands.</summary>
    Cancellation,
}

/// <summary>Where a request stands. An accepted enrolment is a booking. Room is left for a waiting list.</summary>
public enum RequestStatus
{
    /// <summary>Waits for the centre's answer; an enrolment holds a place.</summary>
    Pending,

    /// <summary>Accepted by the centre; an enrolment is now a booking and holds a place.</summary>
    Accepted,

    /// <summary>Refused by the centre, with a reason.</summary>
    Refused,

    /// <summary>Withdrawn by the parent before it was treated.</summary>
    Withdrawn,

    /// <summary>A booking that was cancelled after it had been accepted.</summary>
    Cancelled,
}

/// <summary>
/// One child, one session. The same row is the request while it waits and the booking once it is accepted, so that one
/// partial unique index guards "one live request or booking per child and session" (SPEC rule 4). Every change of its state is a
/// method here, which refuses what may not follow and raises the event from which all else follows.
/// </summary>
public sealed class EnrolmentRequest
{
    /// <summary>Longest note of a parent, in characters.</summary>
    public const int NoteMaxLength = 500;

    /// <summary>Longest reason of a decision, in characters.</summary>
    public const int ReasonMaxLength = 500;

    /// <summary>How long after it a decision can be taken back.</summary>
    public static readonly TimeSpan TakenBackWithin = TimeSpan.FromHours(24);

    private readonly List<RequestEvent> _events = [];

    private EnrolmentRequest() { }

    /// <summary>Database key.</summary>
    public long Id { get; private set; }

    /// <summary>The family, also reached through the child: ownership is a filter of every parent's query.</summary>
    public int FamilyId { get; private set; }

    /// <summary>The child.</summary>
    public int ChildId { get; private set; }

    /// <summary>The session.</summary>
    public int SessionId { get; private set; }

    /// <summary>Enrolment or cancellation.</summary>
    public RequestKind Kind { get; private set; }

    /// <summary>Where it stands.</summary>
    public RequestStatus Status { get; private set; }

    /// <summary>Stop on the way out; null is « Ne prend pas le bus ».</summary>
    public int? OutboundStopId { get; private set; }

    /// <summary>Stop on the way back; null is « Ne prend pas le bus ».</summary>
    public int? ReturnStopId { get; private set; }

    /// <summary>What the parent wants the centre to know.</summary>
    public string? Note { get; private set; }

    /// <summary>When it was filed, UTC.</summary>
    public DateTime FiledAt { get; private set; }

    /// <summary>The login that filed it: a parent's, or staff on behalf of the family.</summary>
    public Guid FiledBy { get; private set; }

    /// <summary>The day by which the centre promised an answer when the request was filed.</summary>
    public DateOnly AnswerDueOn { get; private set; }

    /// <summary>When it was treated, withdrawn or cancelled, UTC; null while it waits.</summary>
    public DateTime? DecidedAt { get; private set; }

    /// <summary>The login that decided.</summary>
    public Guid? DecidedBy { get; private set; }

    /// <summary>Why, as the family reads it.</summary>
    public string? Reason { get; private set; }

    /// <summary>The one act of a member of staff that treated this request and perhaps others; null while untreated.</summary>
    public Guid? TreatmentId { get; private set; }

    /// <summary>True when a booking was cancelled too late and stays on the invoice.</summary>
    public bool IsInvoicedDespiteCancellation { get; private set; }

    /// <summary>What happened to this row since it was read or made, in order.</summary>
    public IReadOnlyList<RequestEvent> Events => _events;

    /// <summary>True for a booking that staff made by themselves: filed and accepted in one act, so that no request stands behind it.</summary>
    public bool IsByCentre => FiledBy == DecidedBy && FiledAt == DecidedAt;

    /// <summary>True when the row takes a place now.</summary>
    public bool IsHoldingAPlace => HoldsAPlace(Kind, Status);

    /// <summary>True when taking its decision back needs a place: a refused enrolment's own, or that of the booking that a cancellation ended.</summary>
    public bool NeedsAPlaceToWaitAgain =>
        (Kind, Status) is (RequestKind.Enrolment, RequestStatus.Refused) or (RequestKind.Cancellation, RequestStatus.Accepted);

    /// <summary>A request to cancel holds none: the booking holds it until the centre agrees (SPEC rule 3).</summary>
    public static bool HoldsAPlace(RequestKind kind, RequestStatus status) =>
        kind == RequestKind.Enrolment && status is RequestStatus.Pending or RequestStatus.Accepted;

    /// <summary>A parent's request for a place, or to cancel a booking.</summary>
    public static EnrolmentRequest File(RequestKind kind, RequestedPlace place, string? note, DateTime now, Guid filedBy, DateOnly answerDueOn)
    {
        var request = Row(kind, place, now, filedBy, answerDueOn);
        request.Note = NoteOf(note);
        request._events.Add(new RequestFiled(request));
        return request;
    }

    /// <summary>Staff book on behalf of the family: filed and accepted at once.</summary>
    /// <param name="place">For whom and when.</param>
    /// <param name="act">By which act.</param>
    /// <param name="today">In the centre's zone.</param>
    /// <param name="movedFrom">The booking that this one replaces.</param>
    public static EnrolmentRequest Book(RequestedPlace place, Treatment act, DateOnly today, long? movedFrom = null)
    {
        var booking = Row(RequestKind.Enrolment, place, act.At, act.By, today);
        booking.Decide(RequestStatus.Accepted, act);
        booking._events.Add(new BookingMade(booking, act, movedFrom));
        return booking;
    }

    /// <summary>A parent changes the bus or the note of what waits (SPEC rule 6).</summary>
    public Decision Change(int? outboundStopId, int? returnStopId, string? note)
    {
        if (CheckWaits() is { IsAllowed: false } refused)
        {
            return refused;
        }

        (OutboundStopId, ReturnStopId, Note) = (outboundStopId, returnStopId, NoteOf(note));
        _events.Add(new RequestChanged(this));
        return Decision.Allowed;
    }

    /// <summary>A parent takes back what waits; the cutoff is asked before (<see cref="EnrolmentRules.CanChangeOrWithdraw"/>).</summary>
    /// <param name="at">UTC.</param>
    /// <param name="by">The parent's login.</param>
    public Decision Withdraw(DateTime at, Guid by)
    {
        if (CheckWaits() is { IsAllowed: false } refused)
        {
            return refused;
        }

        (Status, DecidedAt, DecidedBy) = (RequestStatus.Withdrawn, at, by);
        _events.Add(new RequestWithdrawn(this));
        return Decision.Allowed;
    }

    /// <summary>The centre says yes. A request to cancel ends the booking that it is about.</summary>
    /// <param name="act">By which act.</param>
    /// <param name="isSessionClosed">Nobody is booked into a day that the centre closed; to cancel is possible.</param>
    /// <param name="booking">What a request to cancel ends; null when nothing is booked any more.</param>
    public Decision Accept(Treatment act, bool isSessionClosed, EnrolmentRequest? booking = null)
    {
        if (CheckWaits() is { IsAllowed: false } refused)
        {
            return refused;
        }

        if (Kind == RequestKind.Enrolment && isSessionClosed)
        {
            return Decision.Refuse(RefusalReason.SessionClosed);
        }

        Decide(RequestStatus.Accepted, act);
        _events.Add(new RequestDecided(this, RequestStatus.Accepted, act));
        if (Kind == RequestKind.Cancellation && booking is { Kind: RequestKind.Enrolment, Status: RequestStatus.Accepted })
        {
            // Its own reason stays: it says why the centre had booked.
            booking.Decide(RequestStatus.Cancelled, act with { Reason = booking.Reason });
            booking._events.Add(new BookingCancelled(booking, act, IsAsAsked: true));
        }

        return Decision.Allowed;
    }

    /// <summary>The centre says no. A refused request to cancel leaves the booking as it was.</summary>
    public Decision Refuse(Treatment act)
    {
        if (CheckWaits() is { IsAllowed: false } refused)
        {
            return refused;
        }

        Decide(RequestStatus.Refused, act);
        _events.Add(new RequestDecided(this, RequestStatus.Refused, act));
        return Decision.Allowed;
    }

    /// <summary>The centre ends a booking. The family's own request to cancel, if one waits, is answered by it.</summary>
    /// <param name="act">By which act.</param>
    /// <param name="staysOnInvoice">True when it is billed all the same (SPEC rule 8).</param>
    /// <param name="asked">The family's request to cancel this booking; null when none waits.</param>
    public Decision Cancel(Treatment act, bool staysOnInvoice, EnrolmentRequest? asked = null)
    {
        if ((Kind, Status) is not (RequestKind.Enrolment, RequestStatus.Accepted))
        {
            return Decision.Refuse(
                (Kind, Status) is (RequestKind.Enrolment, RequestStatus.Pending) ? RefusalReason.NotYetTreated : RefusalReason.NoLongerStands
            );
        }

        Decide(RequestStatus.Cancelled, act);
        IsInvoicedDespiteCancellation = staysOnInvoice;
        _events.Add(new BookingCancelled(this, act, IsAsAsked: false));
        if (asked is { Kind: RequestKind.Cancellation, Status: RequestStatus.Pending })
        {
            asked.Decide(RequestStatus.Accepted, act);
            asked._events.Add(new RequestDecided(asked, RequestStatus.Accepted, act, IsByCancelling: true));
        }

        return Decision.Allowed;
    }

    /// <summary>Whether the decision can be taken back; a place that this needs is asked apart (<see cref="NeedsAPlaceToWaitAgain"/>).</summary>
    /// <param name="now">UTC.</param>
    /// <param name="startsAt">When the session begins, UTC.</param>
    /// <param name="others">The child's other rows of the session or of the same act.</param>
    public Decision CanTakeBack(DateTime now, DateTime startsAt, IReadOnlyCollection<EnrolmentRequest> others)
    {
        if (this is not { Status: RequestStatus.Accepted or RequestStatus.Refused, TreatmentId: not null, DecidedAt: { } decidedAt })
        {
            return Decision.Refuse(RefusalReason.NoLongerStands);
        }

        if (IsByCentre)
        {
            return Decision.Refuse(RefusalReason.NotARequest);
        }

        if (now - decidedAt > TakenBackWithin || now >= startsAt)
        {
            return Decision.Refuse(RefusalReason.TooLate);
        }

        return (Kind, Status) switch
        {
            (RequestKind.Enrolment, RequestStatus.Refused) => Decision.Allowed,
            (RequestKind.Cancellation, RequestStatus.Accepted) => CanRestore(others),
            _ when others.Any(other => IsOfThisPlace(other) && other is { Kind: RequestKind.Cancellation, Status: RequestStatus.Pending }) => Decision.Refuse(
                RefusalReason.CancellationAlreadyAsked
            ),
            (RequestKind.Cancellation, _) when !others.Any(other => IsOfThisPlace(other) && other.IsBooked) => Decision.Refuse(RefusalReason.NoLongerStands),
            _ => Decision.Allowed,
        };
    }

    /// <summary>
    /// The decision is taken back: the request waits again, and the booking that an accepted cancellation ended stands again.
    /// <see cref="CanTakeBack"/> is asked again.
    /// </summary>
    /// <param name="now">UTC.</param>
    /// <param name="by">Who takes it back.</param>
    /// <param name="startsAt">When the session begins, UTC.</param>
    /// <param name="others">The child's other rows of the session or of the same act.</param>
    public Decision TakeBack(DateTime now, Guid by, DateTime startsAt, IReadOnlyCollection<EnrolmentRequest> others)
    {
        if (CanTakeBack(now, startsAt, others) is { IsAllowed: false } refused)
        {
            return refused;
        }

        if (Kind == RequestKind.Cancellation && Status == RequestStatus.Accepted)
        {
            others.Single(IsEndedByThis).Restore(now, by);
        }

        var (decision, treatmentId) = (Status, TreatmentId!.Value);
        (Status, TreatmentId, Reason, DecidedAt, DecidedBy) = (RequestStatus.Pending, null, null, null, null);
        _events.Add(new DecisionTakenBack(this, decision, treatmentId));
        return Decision.Allowed;
    }

    private static EnrolmentRequest Row(RequestKind kind, RequestedPlace place, DateTime now, Guid filedBy, DateOnly answerDueOn) =>
        new()
        {
            Kind = kind,
            FamilyId = place.FamilyId,
            ChildId = place.ChildId,
            SessionId = place.SessionId,
            OutboundStopId = place.OutboundStopId,
            ReturnStopId = place.ReturnStopId,
            FiledAt = now,
            FiledBy = filedBy,
            AnswerDueOn = answerDueOn,
        };

    private static string? NoteOf(string? note) => string.IsNullOrWhiteSpace(note) ? null : note.Trim();

    private bool IsBooked => (Kind, Status) is (RequestKind.Enrolment, RequestStatus.Accepted);

    private bool IsOfThisPlace(EnrolmentRequest other) => other.ChildId == ChildId && other.SessionId == SessionId;

    private bool IsEndedByThis(EnrolmentRequest other) =>
        IsOfThisPlace(other) && other.TreatmentId == TreatmentId && (other.Kind, other.Status) is (RequestKind.Enrolment, RequestStatus.Cancelled);

    private Decision CheckWaits() => Status == RequestStatus.Pending ? Decision.Allowed : Decision.Refuse(RefusalReason.AlreadyTreated);

    private Decision CanRestore(IReadOnlyCollection<EnrolmentRequest> others) =>
        // The act may have moved the booking to another day.
        others.Any(other => other.ChildId == ChildId && other.TreatmentId == TreatmentId && other.IsBooked)
            ? Decision.Refuse(RefusalReason.NotARequest)
        : others.Any(IsEndedByThis) ? Decision.Allowed
        : Decision.Refuse(RefusalReason.NoLongerStands);

    private void Restore(DateTime now, Guid by)
    {
        (Status, IsInvoicedDespiteCancellation, TreatmentId, Reason) = (RequestStatus.Accepted, false, null, null);
        (DecidedAt, DecidedBy) = (now, by);
        _events.Add(new BookingRestored(this));
    }

    private void Decide(RequestStatus status, Treatment act) =>
        (Status, TreatmentId, DecidedAt, DecidedBy, Reason) = (status, act.Id, act.At, act.By, act.Reason);
}
