using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;

namespace ClsPortal.Application.Enrolment;

/// <summary>Every act of the centre on a request has its row in the journal; what parents do is told by the requests themselves.</summary>
internal static class RequestJournal
{
    /// <summary>Null for what another event of the act tells, and for parents' doings.</summary>
    public static JournalLine? Line(RequestEvent happened, string? reason) =>
        happened switch
        {
            RequestDecided { IsByCancelling: false } decided => Of(NameOf(decided), happened, decided.Request.Id, reason),
            BookingMade { MovedFrom: { } old } => Of("booking.moved", happened, old, reason),
            BookingMade made => new("booking.made", $"Session:{made.Request.SessionId},Child:{made.Request.ChildId}", made.Request.FamilyId, reason),
            BookingCancelled { IsAsAsked: false } cancelled => Of(
                cancelled.Request.IsInvoicedDespiteCancellation ? "booking.cancelled.invoiced" : "booking.cancelled",
                happened,
                cancelled.Request.Id,
                reason
            ),
            DecisionTakenBack undone => Of("decision.undone", happened, undone.Request.Id, $"{undone.Request.Kind} {undone.Decision}"),
            _ => null,
        };

    private static JournalLine Of(string act, RequestEvent happened, long requestId, string? details) =>
        new(act, $"EnrolmentRequest:{requestId}", happened.Request.FamilyId, details);

    private static string NameOf(RequestDecided decided) =>
        (decided.Request.Kind, decided.After) switch
        {
            (RequestKind.Enrolment, RequestStatus.Accepted) => "enrolment.accepted",
            (RequestKind.Enrolment, RequestStatus.Refused) => "enrolment.refused",
            (RequestKind.Cancellation, RequestStatus.Accepted) => "cancellation.accepted",
            (RequestKind.Cancellation, RequestStatus.Refused) => "cancellation.refused",
            _ => throw new ArgumentOutOfRangeException(nameof(decided)),
        };
}
