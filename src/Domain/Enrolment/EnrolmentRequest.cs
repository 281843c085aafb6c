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
/// partial unique index guards "one live request or booking per child and session" (SPEC rule 4).
/// </summary>
public sealed class EnrolmentRequest
{
    /// <summary>Longest note of a parent, in characters.</summary>
    public const int NoteMaxLength = 500;

    /// <summary>Longest reason of a decision, in characters.</summary>
    public const int ReasonMaxLength = 500;

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

    /// <summary>True for a booking that staff made by themselves: filed and accepted in one act, so that no request stands behind it.</summary>
    public bool IsByCentre => FiledBy == DecidedBy && FiledAt == DecidedAt;

    /// <summary>A parent's request for a place, or to cancel a booking.</summary>
    public static EnrolmentRequest File(
        RequestKind kind,
        int familyId,
        int childId,
        int sessionId,
        int? outboundStopId,
        int? returnStopId,
        string? note,
        DateTime now,
        Guid filedBy,
        DateOnly answerDueOn
    ) =>
        new()
        {
            Kind = kind,
            FamilyId = familyId,
            ChildId = childId,
            SessionId = sessionId,
            OutboundStopId = outboundStopId,
            ReturnStopId = returnStopId,
            Note = string.IsNullOrWhiteSpace(note) ? null : note.Trim(),
            FiledAt = now,
            FiledBy = filedBy,
            AnswerDueOn = answerDueOn,
        };

    /// <summary>Staff book on behalf of the family: filed and accepted at once.</summary>
    public static EnrolmentRequest Book(
        int familyId,
        int childId,
        int sessionId,
        int? outboundStopId,
        int? returnStopId,
        string? reason,
        DateTime now,
        Guid staff,
        Guid treatmentId,
        DateOnly today
    )
    {
        var booking = File(RequestKind.Enrolment, familyId, childId, sessionId, outboundStopId, returnStopId, null, now, staff, today);
        booking.Status = RequestStatus.Accepted;
        booking.DecidedAt = now;
        booking.DecidedBy = staff;
        booking.Reason = reason;
        booking.TreatmentId = treatmentId;
        return booking;
    }
}
